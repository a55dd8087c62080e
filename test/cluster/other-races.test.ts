import { describe, it } from 'vitest';
import { accountRaces } from '../races/account-races.ts';
import { grantRaces } from '../races/grant-races.ts';
import { runRace } from '../races/race.ts';
import { useClusterArena } from './cluster-arena.ts';

const arena = useClusterArena();

describe('two requests about users, roles and the catalogue on two nodes at the same instant', () => {
  it.for(Object.entries({ ...grantRaces, ...accountRaces }))('%s', async ([, race], { annotate }) => {
    await annotate(JSON.stringify(await runRace(arena(), race)));
  });
});
