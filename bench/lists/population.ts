import type { Client } from '@roster/client';
import { userSorts } from '@roster/contract';
import type { BenchServer } from '../support/bench-database.ts';
import type { Cleanup } from '../support/cleanup.ts';
import { fillUsers } from '../support/fill-users.ts';
import { startRoster } from '../support/roster.ts';
import { type SampleOptions, sampleUser } from '../support/sample-users.ts';
import { type Case, casesFor, leftBehind } from './cases.ts';

/** A table of one size with a Roster of its own, and the requests that are sent to it. */
export interface Population {
  readonly cases: readonly Case[];
  readonly port: number;
  readonly token: string;
}

/** The largest page there is. */
const stride = 200;
const walkers = 2;

/** Follows the cursors of a list from its beginning, until no more than so many users are left. */
async function walkTo(client: Client, sort: (typeof userSorts)[number], count: number): Promise<string> {
  let cursor: string | undefined;
  let seen = 0;
  while (seen < count - leftBehind) {
    const { data, page } = await client.listUsers({ sort, limit: stride, cursor });
    seen += data.length;
    if (page.nextCursor === null) throw new Error(`The list in order of ${sort} ends after ${seen} users.`);
    cursor = page.nextCursor;
  }
  return cursor ?? '';
}

async function reachCursors(client: Client, count: number): Promise<Map<string, string>> {
  const cursors = new Map<string, string>();
  const waiting = [...userSorts];
  const walk = async (): Promise<void> => {
    for (let sort = waiting.shift(); sort !== undefined; sort = waiting.shift()) {
      cursors.set(sort, await walkTo(client, sort, count));
    }
  };
  await Promise.all(Array.from({ length: walkers }, walk));
  return cursors;
}

/**
 * Fills a database with so many users, starts a Roster on it, and walks through the list in every order, as far as the
 * page that is measured there.
 */
export async function prepare(
  server: BenchServer,
  options: SampleOptions,
  cleanup: Cleanup,
): Promise<Population> {
  const database = await server.createDatabase();
  await fillUsers(database, options);
  const { client, port, token } = await startRoster(database, cleanup);
  const { totalUsers } = await client.getUserStats();
  const { page } = await client.listUsers({ count: 'exact', limit: 1 });
  if (totalUsers !== page.total || totalUsers !== options.count + 1) {
    throw new Error(`The statistics say ${totalUsers} users, and the list ${page.total}.`);
  }
  const cursors = await reachCursors(client, options.count);
  const { id } = sampleUser(Math.floor(options.count / 2), options);
  return { cases: casesFor(options, id, cursors), port, token };
}
