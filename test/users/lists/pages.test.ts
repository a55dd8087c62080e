import { userSorts } from '@roster/contract';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ListPosition, readUserPage } from '../../../server/src/users/list/read-user-page.ts';
import { readUserFilter } from '../../../server/src/users/list/user-filter.ts';
import { givenAccount, quickHashes } from '../../support/given.ts';
import { useService } from '../../support/service.ts';
import { givenPopulation, type Member, type Population } from './population.ts';
import { matches, sorted } from './reference.ts';
import { type Filters, singles, values } from './sample-filters.ts';

type Sort = (typeof userSorts)[number];

const service = useService({ override: quickHashes });
let population: Population;
let everybody: Member[];

beforeAll(async () => {
  population = await givenPopulation(service(), 90);
  // The super admin is listed as well.
  const rows = await service().dependencies.database.reader('users').where({ role_id: 'super_admin' });
  everybody = [...population.members, ...rows.map((row) => ({ ...row, role: 'super_admin' }))];
});

/** Small enough that the walks of this population are cut short, where those of a large table would be. */
const smallLimits = { maxProbed: 12, maxHoped: 6, maxWalked: 16 };

/** The ids of a whole list, read page by page from the database. */
async function readIds(filters: Filters, sort: Sort, limit: number, limits?: typeof smallLimits) {
  const { database } = service().dependencies;
  const filter = await readUserFilter(database, filters);
  const ids: string[] = [];
  let after: ListPosition | undefined;
  do {
    if (filter === undefined) break;
    const page = await readUserPage(database, filter, { sort, after, limit }, limits);
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    ids.push(...page.rows.map(({ id }) => id));
    expect(page.next).not.toEqual(after ?? null);
    after = page.next;
  } while (after !== undefined);
  return ids;
}

function expectedIds(filters: Filters, sort: Sort): string[] {
  return sorted(
    everybody.filter((member) => matches(member, filters, population)),
    sort,
  ).map(({ id }) => id);
}

/** Any combination of filters. */
const combinations = fc.record(
  Object.fromEntries(
    Object.entries(values).map(([name, options]) => [name, fc.constantFrom<unknown>(...options)]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Filters>;

describe('pages of users, one after the other', () => {
  it.each(userSorts)('are the whole list in the order %s', async (sort) => {
    expect(await readIds({}, sort, 7)).toEqual(expectedIds({}, sort));
    expect(await readIds({}, sort, 1, smallLimits)).toEqual(expectedIds({}, sort));
  });

  it.each(userSorts)('are what a naive search finds, for every filter, in the order %s', async (sort) => {
    for (const filters of singles) {
      const expected = expectedIds(filters, sort);
      expect(await readIds(filters, sort, 5), JSON.stringify(filters)).toEqual(expected);
      expect(await readIds(filters, sort, 5, smallLimits), JSON.stringify(filters)).toEqual(expected);
    }
  });

  it('are what a naive search finds, for any combination of filters in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        combinations,
        fc.constantFrom(...userSorts),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        async (filters, sort, limit, isSmall) => {
          const ids = await readIds(filters, sort, limit, isSmall ? smallLimits : undefined);
          expect(ids).toEqual(expectedIds(filters, sort));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('find somebody with most filters, so that the comparison means something', () => {
    const found = singles.filter((filters) => expectedIds(filters, 'createdAt').length > 0);
    expect(found.length).toBeGreaterThan(singles.length / 2);
  });
});

describe('pages of users who are written meanwhile', () => {
  const queries: Filters[] = [
    {},
    { status: 'active' },
    { server: 'eu' },
    { q: 'jan' },
    { permission: 'stats:read' },
  ];

  it.each(userSorts)('hold whoever was there all along exactly once, in the order %s', async (sort) => {
    for (const filters of queries) {
      const { root } = service();
      let writes = 0;
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { data, page } = await root.listUsers({ ...filters, sort, limit: 9, cursor });
        seen.push(...data.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
        // Too many would make a walk in the order of creation endless.
        if (writes < 6) {
          writes += 1;
          const created = await givenAccount(service(), {
            displayName: 'Jane New',
            servers: ['eu'],
            permissions: ['stats:read'],
            did: `did:plc:new${crypto.randomUUID()}`,
          });
          if (writes % 2 === 0) await root.deleteUser({ user: created.id });
        }
      } while (cursor !== undefined);
      expect(writes, 'nothing was written').toBeGreaterThan(0);
      expect(new Set(seen).size).toBe(seen.length);
      const there = new Set(everybody.map(({ id }) => id));
      expect(seen.filter((id) => there.has(id))).toEqual(expectedIds(filters, sort));
    }
  });
});
