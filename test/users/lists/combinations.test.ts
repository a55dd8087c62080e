import { userSorts } from '@roster/contract';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { countUsers } from '../../../server/src/users/list/count-users.ts';
import {
  type ListPosition,
  type PageLimits,
  readUserPage,
} from '../../../server/src/users/list/read-user-page.ts';
import { readUserFilter } from '../../../server/src/users/list/user-filter.ts';
import { quickHashes } from '../../support/given.ts';
import { useService } from '../../support/service.ts';
import { givenPopulation, type Member, type Population } from './population.ts';
import { matches, sorted } from './reference.ts';
import { type Filters, singles } from './sample-filters.ts';

type Sort = (typeof userSorts)[number];

const service = useService({ override: quickHashes });
const listsPerSort = 30;
let population: Population;
let everybody: Member[];

beforeAll(async () => {
  population = await givenPopulation(service(), 120);
  // The super admin is listed as well.
  const rows = await service().dependencies.database.reader('users').where({ role_id: 'super_admin' });
  everybody = [...population.members, ...rows.map((row) => ({ ...row, role: 'super_admin' }))];
});

async function readIds(filters: Filters, sort: Sort, limit: number, limits: PageLimits): Promise<string[]> {
  const { database } = service().dependencies;
  const filter = await readUserFilter(database, filters);
  const ids: string[] = [];
  let after: ListPosition | undefined;
  do {
    if (filter === undefined) break;
    const page = await readUserPage(database, filter, { sort, after, limit }, limits);
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    expect(page.next, 'the list does not go on').not.toEqual(after ?? null);
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  return ids;
}

/** Two or three filters; of two values for the same one, the last counts. */
const combinations = fc
  .array(fc.constantFrom(...singles), { minLength: 2, maxLength: 3 })
  .map((filters): Filters => Object.assign({}, ...filters));

/**
 * From limits so narrow that every walk is cut short again and again and nothing is few, to those of the service. A walk
 * has to come past the phrases of one user.
 */
const pageLimits = fc.record({
  maxProbed: fc.constantFrom(1, 12, 60, 1_000),
  maxHoped: fc.constantFrom(1, 6, 200),
  maxWalked: fc.constantFrom(5, 6, 7, 16, 1_000),
});

describe('a list of users by two or three filters', () => {
  it.each(userSorts)('is page by page what a naive search finds, in the order %s', async (sort) => {
    await fc.assert(
      fc.asyncProperty(
        combinations,
        fc.constantFrom(1, 2, 7, 200),
        pageLimits,
        async (filters, limit, limits) => {
          const members = everybody.filter((member) => matches(member, filters, population));
          const expected = sorted(members, sort).map(({ id }) => id);
          expect(await readIds(filters, sort, limit, limits)).toEqual(expected);
        },
      ),
      { numRuns: listsPerSort, seed: 411 },
    );
  });
});

describe('a count of users by two or three filters', () => {
  it('is what a naive search counts, or says that there may be more', async () => {
    const { database } = service().dependencies;
    const limits = fc.record({
      cap: fc.constantFrom(3, 20, 10_000),
      maxExamined: fc.constantFrom(10, 60, 20_000),
    });
    await fc.assert(
      fc.asyncProperty(combinations, limits, async (filters, countLimits) => {
        const { length } = everybody.filter((member) => matches(member, filters, population));
        const filter = await readUserFilter(database, filters);
        if (filter === undefined) {
          expect(length).toBe(0);
          return;
        }
        const exact = await countUsers(database, filter, 'exact');
        expect(exact).toEqual({ total: length, totalIsCapped: false });
        const { total, totalIsCapped } = await countUsers(database, filter, 'capped', countLimits);
        if (totalIsCapped) expect(total).toBeLessThanOrEqual(Math.min(length, countLimits.cap));
        else expect(total).toBe(length);
      }),
      { numRuns: 3 * listsPerSort, seed: 411 },
    );
  });
});

describe('a search that reads the phrases of a first pair of letters', () => {
  it.each(['createdAt', '-createdAt', 'status', '-status'] as const)(
    'finds whoever has the phrase behind the last row that a page looked at, in the order %s',
    async (sort) => {
      const members = everybody.filter((member) => matches(member, { q: 'janet' }, population));
      const expected = sorted(members, sort).map(({ id }) => id);
      for (const maxWalked of [5, 6, 7, 8]) {
        const limits = { maxProbed: 1, maxHoped: 1, maxWalked };
        expect(await readIds({ q: 'janet' }, sort, 200, limits), `${maxWalked} rows`).toEqual(expected);
      }
    },
  );
});
