import { describe, it } from 'vitest';
import { runRace } from '../races/race.ts';
import { superRaces } from '../races/super-races.ts';
import { useClusterArena } from './cluster-arena.ts';

const arena = useClusterArena();

describe('two requests about the super admin on two nodes at the same instant', () => {
  it.for(Object.entries(superRaces))('%s', async ([, race], { annotate }) => {
    await annotate(JSON.stringify(await runRace(arena(), race)));
  });
});
