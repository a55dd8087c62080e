import type { Database } from '../../server/src/database/database.ts';
import { insertRows } from '../../server/src/database/insert-rows.ts';
import { migrate } from '../../server/src/database/migrate.ts';
import { openDatabase } from '../../server/src/database/open-database.ts';
import {
  type CountChange,
  changeOfLogIn,
  changesOfInsert,
  sumChanges,
} from '../../server/src/stats/count-changes.ts';
import { noteCounts } from '../../server/src/stats/count-queries.ts';
import { foldChanges, hasChanges } from '../../server/src/stats/fold-queries.ts';
import type { UserRecord } from '../../server/src/users/user-row.ts';
import { insertSearchRows } from '../../server/src/users/user-write-queries.ts';
import { type SampleOptions, sampleRoles, sampleUser } from './sample-users.ts';

/** How many users one transaction inserts, and how many transactions are under way at once. */
const usersPerTransaction = 2_000;
const lanes = 2;

/** What to fill with: without a seed and a moment, always the same users but for the moments, which lead up to now. */
export interface FillOptions extends Partial<SampleOptions> {
  readonly count: number;
  /** Told now and then how many users are there. */
  readonly report?: (done: number) => void;
}

async function insertSampleRoles(database: Database): Promise<void> {
  await database.transact(async (tx) => {
    const rows = sampleRoles.map(({ permissions: _permissions, ...role }) => role);
    await insertRows(
      tx,
      'roles',
      rows.map((role) => ({ ...role, description: '', built_in: 0, version: 1 })),
    );
    const listed = sampleRoles.flatMap(({ id, permissions }) =>
      permissions.map((permission) => ({ role_id: id, permission })),
    );
    await insertRows(tx, 'role_permissions', listed);
  });
}

async function insertUsers(database: Database, records: readonly UserRecord[]): Promise<void> {
  await database.transact(async (tx) => {
    await insertRows(tx, 'users', records);
    await insertSearchRows(tx, records);
  });
}

function changesOf(record: UserRecord): CountChange[] {
  const { last_login_at: moment } = record;
  return [...changesOfInsert(record), ...(moment === null ? [] : [changeOfLogIn('logIns', moment)])];
}

async function insertCounts(database: Database, changes: readonly CountChange[], now: number): Promise<void> {
  await database.transact((tx) => noteCounts(tx, changes));
  while (await hasChanges(database.reader)) await database.transact((tx) => foldChanges(tx, now, 5_000));
}

/**
 * Fills an empty database, or one on which the service was started only once, with sample users: rows, sets of names,
 * words of a search, roles and counts are those that the service would have made, but many come with each statement. They
 * have no passwords, and nothing is in the audit trail.
 */
export async function fillUsers(databaseUrl: string, options: FillOptions): Promise<void> {
  const { count, seed = 1, until = Date.now(), report } = options;
  const database = await openDatabase(databaseUrl, lanes);
  try {
    await migrate(database);
    await insertSampleRoles(database);
    let next = 0;
    let done = 0;
    let changes: readonly CountChange[] = [];
    const fill = async (): Promise<void> => {
      while (next < count) {
        const [from, to] = [next, Math.min(count, next + usersPerTransaction)];
        next = to;
        const records = Array.from({ length: to - from }, (_, index) =>
          sampleUser(from + index, { count, seed, until }),
        );
        changes = sumChanges([...changes, ...records.flatMap(changesOf)]);
        await insertUsers(database, records);
        done += records.length;
        report?.(done);
      }
    };
    await Promise.all(Array.from({ length: lanes }, fill));
    await insertCounts(database, changes, until);
  } finally {
    await database.close();
  }
}
