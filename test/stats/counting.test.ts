import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../server/src/database/database.ts';
import { openDatabase } from '../../server/src/database/open-database.ts';
import { foldUserCounts } from '../../server/src/stats/fold-user-counts.ts';
import { givenAccount, givenPassword, givenUser, quickHashes, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { recount } from './recount.ts';

const service = useService({ override: quickHashes });

/** Folds until nothing is left, as the sweeper does. */
async function foldAll(database: Database = service().dependencies.database): Promise<number> {
  let rows = 0;
  for (let batch = -1; batch !== 0; rows += batch) {
    batch = await foldUserCounts.deleteBatch({ ...service().dependencies, database });
  }
  return rows;
}

/** Folds what takes away, as if a batch had ended before what adds: in which order changes are folded is open. */
async function foldLosses(): Promise<void> {
  const { database } = service().dependencies;
  const gains = await database.reader('user_count_deltas').where('delta', '>', 0).select('*');
  await database.transact(async (tx) => {
    await tx('user_count_deltas').where('delta', '>', 0).delete();
  });
  await foldAll();
  await database.transact(async (tx) => {
    await tx('user_count_deltas').insert(gains);
  });
}

async function stats() {
  const { asOf: _asOf, ...rest } = await service().root.getUserStats();
  return rest;
}

/** Does everything that changes a count, once. */
async function liveALife(group: string): Promise<void> {
  const { root, anonymous } = service();
  const { user } = await givenUser(service(), { groups: [group], servers: ['eu', 'us'] });
  await root.updateUser({ user: user.id, role: 'editor', groups: [group, `${group}-2`], servers: ['us'] });
  await root.setUserStatus({ user: user.id, isActive: false });
  await anonymous.logIn({ username: user.username, password: givenPassword }).catch(() => undefined);
  const other = await givenAccount(service(), { groups: [group] });
  await root.resetUserPassword({ user: other.id, newPassword: givenPassword });
  await root.deleteUser({ user: other.id });
}

describe('the counts of users', () => {
  it('are those of the users, before and after folding, whatever happened to them', async () => {
    for (const round of [1, 2, 3]) {
      await liveALife(uniqueName('group'));
      const expected = await recount(service());
      expect(await stats(), `round ${round}, before`).toEqual(expected);
      expect(await foldAll()).toBeGreaterThan(0);
      expect(await stats(), `round ${round}, after`).toEqual(expected);
      expect(await foldAll()).toBe(0);
    }
  });

  it('are right after an import, and name what failed in it nowhere', async () => {
    const names = Array.from({ length: 30 }, () => uniqueName());
    const items = names.map((username) => ({ username, servers: ['eu'], groups: [username] }));
    const repeated = { username: names[0] ?? '', servers: ['eu'] };
    await service().root.importUsers({ items: [...items, repeated], onConflict: 'skip' });
    await service().root.importUsers({ items, onConflict: 'skip', dryRun: true });
    expect(await stats()).toEqual(await recount(service()));
    const { days } = await service().root.getUserTimeline();
    const users = await service().dependencies.database.reader('users').select('id');
    expect(days.reduce((sum, { created, deleted }) => sum + created - deleted, 0)).toBe(users.length);
  });

  it('leave nothing behind of names that nobody has now', async () => {
    const group = uniqueName('group');
    const { id } = await givenAccount(service(), { groups: [group] });
    await foldAll();
    await service().root.deleteUser({ user: id });
    await foldAll();
    const { reader } = service().dependencies.database;
    expect(await reader('user_counts').where({ name: group })).toEqual([]);
    expect(await stats()).toEqual(await recount(service()));
  });

  it('are right when what takes away was folded before what adds', async () => {
    await foldAll();
    const days = async () => (await service().root.getUserTimeline()).days;
    const [left, kept] = [uniqueName('group'), uniqueName('group')];
    const { id } = await givenAccount(service(), { groups: [left, kept], servers: [left] });
    await service().root.updateUser({ user: id, groups: [], servers: [] });
    await service().root.updateUser({ user: id, groups: [kept] });
    await liveALife(uniqueName('group'));
    const expected = { stats: await recount(service()), days: await days() };
    await foldLosses();
    const { reader } = service().dependencies.database;
    const below = await reader('user_counts').where('negative_count', '>', 0).select('name');
    expect(below.map(({ name }) => name)).toEqual(expect.arrayContaining([left, kept]));
    expect({ stats: await stats(), days: await days() }).toEqual(expected);
    await foldAll();
    expect({ stats: await stats(), days: await days() }).toEqual(expected);
    expect(await reader('user_counts').where('negative_count', '>', 0)).toEqual([]);
  });

  it('name the largest although all of them are about to change', async () => {
    const names = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `many-${String(from + index).padStart(4, '0')}`);
    const first = await givenAccount(service(), { groups: names(0, 200) });
    await givenAccount(service(), { groups: names(100, 200) });
    await foldAll();
    await service().root.updateUser({ user: first.id, groups: [] });
    await givenAccount(service(), { groups: names(280, 200) });
    expect(await stats()).toEqual(await recount(service()));
    await foldAll();
    expect(await stats()).toEqual(await recount(service()));
  });

  it('fit together at every moment, while users change and two instances fold', async () => {
    const other = await openDatabase(service().database.url, 2);
    let isDone = false;
    const folded: number[] = [];
    const fold = async (database: Database) => {
      while (!isDone) {
        folded.push(await foldAll(database));
        // SQLite answers at once: nothing else in this process would get its turn.
        await setImmediate();
      }
    };
    const reads: Awaited<ReturnType<typeof stats>>[] = [];
    const read = async () => {
      while (!isDone) reads.push(await stats());
    };
    const folding = [fold(service().dependencies.database), fold(other), read()];
    try {
      await Promise.all(Array.from({ length: 6 }, () => liveALife(uniqueName('group'))));
    } finally {
      isDone = true;
      await Promise.all(folding);
      await other.close();
    }
    expect(
      folded.some((rows) => rows > 0),
      'nothing was folded meanwhile',
    ).toBe(true);
    for (const { totalUsers, byStatus, byRole } of reads) {
      expect(byStatus.active + byStatus.pending + byStatus.disabled).toBe(totalUsers);
      expect(byRole.reduce((sum, { count }) => sum + count, 0)).toBe(totalUsers);
    }
    expect(await stats()).toEqual(await recount(service()));
    await foldAll();
    expect(await stats()).toEqual(await recount(service()));
  });

  it('are given with each role', async () => {
    const { data } = await service().root.listRoles();
    const { byRole } = await stats();
    expect(
      data
        .map(({ name, userCount }) => ({ name, count: userCount }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    ).toEqual(byRole.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  });

  it('do not wait for a user who is being changed, nor make the change wait', async () => {
    const { database } = service().dependencies;
    if (database.engine === 'sqlite') return;
    await givenAccount(service());
    const deltas: unknown[] = [];
    await database.transact(async (tx) => {
      // A change that is under way: its rows are there, and locked.
      await tx('user_count_deltas').insert({ id: uniqueName(), kind: 'role', name: 'viewer', delta: 0 });
      deltas.push(await foldAll());
    });
    expect(deltas).toEqual([expect.any(Number)]);
    expect(await stats()).toEqual(await recount(service()));
  });
});
