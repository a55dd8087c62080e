import { describe, it } from 'vitest';
import { useArena } from './arena.ts';
import { grantRaces } from './grant-races.ts';
import { runRace } from './race.ts';

const arena = useArena();

describe('two requests about roles, grants and the catalogue at the same instant', () => {
  it.for(Object.entries(grantRaces))('%s', { timeout: 120_000 }, async ([, race], { annotate }) => {
    await annotate(JSON.stringify(await runRace(arena(), race)));
  });
});
