import { userSorts } from '@roster/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/src/database/database.ts';
import { openDatabase } from '../../../server/src/database/open-database.ts';
import { countUsers } from '../../../server/src/users/list/count-users.ts';
import { type ListPosition, readUserPage } from '../../../server/src/users/list/read-user-page.ts';
import { readUserFilter } from '../../../server/src/users/list/user-filter.ts';
import { currentEngine } from '../../support/database.ts';
import { quickHashes } from '../../support/given.ts';
import { useService } from '../../support/service.ts';
import { givenPopulation } from './population.ts';
import { type Filters, singles } from './sample-filters.ts';

const service = useService({ override: quickHashes });
const userCount = 1_000;
/** In proportion to this population as the real limits are to a large table. */
const limits = { maxProbed: 40, maxHoped: 20, maxWalked: 40 };
const limit = 10;

/** With a single connection, so that the counters of its session count all that a page does. */
let database: Database;

beforeAll(async () => {
  await givenPopulation(service(), userCount);
  database = await openDatabase(service().database.url, 1);
  return () => database.close();
});

/** What a page does, and where the next one begins. */
async function measure(filters: Filters, sort: (typeof userSorts)[number], after?: ListPosition) {
  const statements: string[] = [];
  const noting: Database = {
    ...database,
    run: (sql, bindings) => {
      statements.push(sql);
      return database.run(sql, bindings);
    },
  };
  const before = await readRows();
  const filter = await readUserFilter(noting, filters);
  const page = filter && (await readUserPage(noting, filter, { sort, after, limit }, limits));
  return { statements, page, rowsRead: (await readRows()) - before };
}

/** How many rows the session has read from tables and indexes so far. */
async function readRows(): Promise<number> {
  if (database.engine === 'sqlite') return 0;
  const rows = await database.run<{ Value: string }>("show session status like 'Handler_read%'", []);
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
}

describe('the work of a page', () => {
  it.each([
    [{}, 'username', 1],
    [{}, '-email', 1],
    [{ server: 'eu' }, 'email', 3],
    [{ status: 'active' }, '-createdAt', 1],
    [{ server: 'eu' }, 'createdAt', 1],
    [{ neverLoggedIn: true }, '-createdAt', 1],
    [{ createdFrom: '2026-01-01T00:00:10Z' }, '-createdAt', 1],
    [{ role: 'viewer' }, '-createdAt', 2],
    [{ permission: 'stats:read' }, '-createdAt', 2],
    [{ q: 'ja' }, '-createdAt', 1],
    [{ q: 'jane' }, '-createdAt', 2],
    [{ q: 'jane', server: 'rare' }, 'username', 3],
    [{ neverLoggedIn: false }, '-createdAt', 2],
    [{ role: 'viewer', status: 'active' }, '-username', 4],
    [{ username: 'Ann.0-0' }, '-createdAt', 1],
    [{ role: 'no-such-role' }, '-createdAt', 1],
  ] as const)('of users with %j in the order %s is %i statements', async (filters, sort, expected) => {
    const first = await measure(filters, sort);
    expect(first.statements, first.statements.join('\n')).toHaveLength(expected);
    if (first.page?.next === undefined) return;
    // Where the first page was filled by the rows it looked at first, another one may have to look further.
    const second = await measure(filters, sort, first.page.next);
    expect(second.statements.length).toBeLessThanOrEqual(expected + 2);
  });

  it.each(userSorts)('in the order %s is bounded on every page, with every filter', async (sort) => {
    for (const filters of [{}, ...singles]) {
      let after: ListPosition | undefined;
      for (let pages = 0; pages < 3; pages += 1) {
        const { page, rowsRead, statements } = await measure(filters, sort, after);
        const what = `${rowsRead} ${JSON.stringify(filters)}, page ${pages}:\n${statements.join('\n')}`;
        // A role or permission is looked up, parts are counted, rows are hoped for, and each section is read.
        expect(statements.length, what).toBeLessThanOrEqual(6);
        expect(statements.join(), what).not.toMatch(/offset/i);
        // A row that is looked at is read from an index, from the table, and from the tables that a statement makes for
        // itself, which count too.
        if (database.engine !== 'sqlite') expect(rowsRead, what).toBeLessThan(0.75 * userCount);
        after = page?.next;
        if (after === undefined) break;
      }
    }
  });

  it.skipIf(currentEngine() === 'sqlite').each([
    // By creation these are few, and many by the last log-in, whose index has them in no order of creation.
    [{ createdFrom: '2026-01-01T00:05:10Z' }, 'lastLoginAt', userCount / 2],
    [{ createdFrom: '2026-01-01T00:05:30Z', neverLoggedIn: false }, '-createdAt', userCount / 2],
    // Whoever logged in last before anybody was created is not looked for among those.
    [{ lastLoginTo: '2025-12-30T00:00:00Z', status: 'active' }, '-createdAt', 2 * limits.maxProbed],
  ] as const)('with %j in the order %s is far from %i rows', async (filters, sort, tooMany) => {
    const { rowsRead, statements } = await measure(filters, sort);
    expect(rowsRead, statements.join('\n')).toBeLessThan(tooMany);
  });

  it.skipIf(currentEngine() !== 'sqlite').each([
    [{}, 'lastLoginAt'],
    [{}, '-lastLoginAt'],
    [{ neverLoggedIn: false }, '-lastLoginAt'],
    [{ lastLoginFrom: '2026-01-01T00:00:02Z' }, '-lastLoginAt'],
    [{ lastLoginTo: '2026-01-01T00:00:07Z', status: 'active' }, '-lastLoginAt'],
  ] as const)(
    'with %j in the order %s is nothing sorted behind the first page on SQLite',
    async (filters, sort) => {
      const { page } = await measure(filters, sort);
      const steps: string[] = [];
      const explaining: Database = {
        ...database,
        run: async (sql, bindings) => {
          const plan = await database.run<{ detail: string }>(`explain query plan ${sql}`, bindings);
          steps.push(...plan.map(({ detail }) => detail));
          return database.run(sql, bindings);
        },
      };
      const filter = await readUserFilter(explaining, filters);
      if (filter && page) await readUserPage(explaining, filter, { sort, after: page.next, limit }, limits);
      expect(steps.join('\n')).toContain('users_last_login_index');
      expect(steps.join('\n')).not.toContain('MULTI-INDEX OR');
    },
  );

  it.skipIf(currentEngine() === 'sqlite').each([
    { createdFrom: '2026-01-01T00:05:30Z', neverLoggedIn: false },
    { createdTo: '2026-01-01T00:00:03Z', lastLoginFrom: '2025-12-30T00:00:00Z' },
    { createdFrom: '2026-01-01T00:05:30Z', q: 'jan' },
    { createdFrom: '2026-01-01T00:00:03Z', neverLoggedIn: false, status: 'active' },
  ] as const)('of a capped count is bounded with %j', async (filters) => {
    const filter = await readUserFilter(database, filters);
    if (filter === undefined) throw new Error('Nobody can fulfil the filter.');
    const before = await readRows();
    await countUsers(database, filter, 'capped', { cap: 20, maxExamined: 60 });
    expect((await readRows()) - before).toBeLessThan(userCount / 2);
  });

  it.each(singles)(
    'a moment of creation that nobody lies before takes nothing from a capped count of %j',
    async (filters) => {
      const counts = [filters, { ...filters, createdFrom: '2000-01-01T00:00:00Z' }].map(async (query) => {
        const filter = await readUserFilter(database, query);
        return filter && countUsers(database, filter, 'capped', { cap: 20, maxExamined: 60 });
      });
      const [alone, both] = await Promise.all(counts);
      expect(both?.total).toBe(alone?.total);
    },
  );

  it.skipIf(currentEngine() === 'sqlite')(
    'is bounded where users have many words that begin with the letters',
    async () => {
      const displayName = Array.from({ length: 45 }, (_, index) => `qx${index.toString(36)}`).join(' ');
      const items = Array.from({ length: 30 }, (_, index) => ({ username: `qx.${index}`, displayName }));
      await service().root.importUsers({ items });
      const { rowsRead, statements } = await measure({ q: 'qx' }, '-createdAt');
      // A page of ten that reads users to their last word reads almost five hundred phrases.
      expect(rowsRead, statements.join('\n')).toBeLessThan(300);
    },
  );

  it.skipIf(currentEngine() === 'sqlite')('is counted: a statement that reads everything shows', async () => {
    const before = await readRows();
    await database.run("select id from users where concat(id, '') = ''", []);
    expect((await readRows()) - before).toBeGreaterThan(userCount / 2);
  });
});
