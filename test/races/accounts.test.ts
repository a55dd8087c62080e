import { describe, it } from 'vitest';
import { accountRaces } from './account-races.ts';
import { useArena } from './arena.ts';
import { runRace } from './race.ts';

const arena = useArena();

describe('two requests about one account at the same instant', () => {
  it.for(Object.entries(accountRaces))('%s', { timeout: 120_000 }, async ([, race], { annotate }) => {
    await annotate(JSON.stringify(await runRace(arena(), race)));
  });
});
