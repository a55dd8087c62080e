import { describe, it } from 'vitest';
import { useArena } from './arena.ts';
import { runRace } from './race.ts';
import { superRaces } from './super-races.ts';

const arena = useArena();

describe('two requests about the super admin at the same instant', () => {
  it.for(Object.entries(superRaces))('%s', { timeout: 120_000 }, async ([, race], { annotate }) => {
    await annotate(JSON.stringify(await runRace(arena(), race)));
  });
});
