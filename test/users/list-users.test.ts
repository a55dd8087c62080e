import type { ListUsersInput, User } from '@roster/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenActor, quickHashes, uniqueName } from '../support/given.ts';
import { startTestService, useService } from '../support/service.ts';
import { itNeedsACredential, itNeedsPermissions } from '../support/shared-guarantees.ts';
import { fillUp } from './lists/fill-up.ts';

const service = useService({ override: quickHashes });
const directions = ['createdAt', '-createdAt'] as const;

/** All users, page by page, with something to do between the pages. */
async function walk(
  query: ListUsersInput,
  between: () => Promise<unknown> = async () => {},
): Promise<User[]> {
  const users: User[] = [];
  let cursor: string | undefined;
  do {
    const { data, page } = await service().root.listUsers({ ...query, cursor });
    expect(data.length).toBeLessThanOrEqual(query.limit ?? 50);
    users.push(...data);
    cursor = page.nextCursor ?? undefined;
    if (cursor !== undefined) await between();
  } while (cursor !== undefined);
  return users;
}

async function givenAccounts(count: number): Promise<User[]> {
  return Promise.all(Array.from({ length: count }, () => givenAccount(service())));
}

const idsOf = (users: readonly User[]) => users.map(({ id }) => id);

/** A cursor that the service gave for this order. */
async function givenCursor(sort: ListUsersInput['sort']): Promise<string> {
  await givenAccounts(2);
  const { page } = await service().root.listUsers({ limit: 1, sort });
  if (page.nextCursor === null) throw new Error('There is only one user.');
  return page.nextCursor;
}

/** The answer to a query as it stands. */
async function send(query: string) {
  const { accessToken } = await givenActor(service(), ['users:read']);
  const headers = { Authorization: `Bearer ${accessToken}` };
  const response = await service().fetch(`/api/v1/users?${query}`, { headers });
  return { status: response.status, body: await response.json() };
}

describe('listUsers', () => {
  describe('200', () => {
    it('gives users as getUser does', async () => {
      const created = await givenAccount(service(), {
        displayName: 'Zoë',
        permissions: ['stats:read'],
        groups: ['a'],
      });
      const { data } = await service().root.listUsers();
      expect(data.find(({ id }) => id === created.id)).toEqual(created);
    });

    it.each(directions)('visits everybody exactly once, in the order %s', async (sort) => {
      const created = await givenAccounts(7);
      const users = await walk({ sort, limit: 3 });
      expect(new Set(idsOf(users)).size).toBe(users.length);
      expect(idsOf(users)).toEqual(expect.arrayContaining(idsOf(created)));
      const rows = await service().dependencies.database.reader('users').select('id');
      expect(users).toHaveLength(rows.length);
      const times = users.map(({ createdAt }) => createdAt);
      expect(times).toEqual(sort === 'createdAt' ? times.toSorted() : times.toSorted().reverse());
    });

    it('gives the one order as the reverse of the other, and newest first by default', async () => {
      await givenAccounts(3);
      const [rising, falling, plain] = [
        await walk({ sort: 'createdAt', limit: 2 }),
        await walk({ sort: '-createdAt', limit: 2 }),
        await walk({ limit: 2 }),
      ];
      expect(idsOf(falling)).toEqual(idsOf(rising).reverse());
      expect(plain).toEqual(falling);
    });

    it.each(directions)(
      'visits whoever was there all along once, whatever is inserted and deleted meanwhile, %s',
      async (sort) => {
        const there = await givenAccounts(9);
        const doomed = await givenAccounts(3);
        let inserted = 0;
        const users = await walk({ sort, limit: 2 }, async () => {
          const victim = doomed.pop();
          inserted += 1;
          if (victim) await service().root.deleteUser({ user: victim.id });
          // Too many would make a walk in the order of creation endless.
          if (inserted < 10) await Promise.all([givenAccount(service()), givenAccount(service())]);
        });
        expect(inserted).toBeGreaterThan(4);
        expect(new Set(idsOf(users)).size).toBe(users.length);
        expect(idsOf(users)).toEqual(expect.arrayContaining(idsOf(there)));
      },
    );

    it('goes on behind a user who was deleted', async () => {
      const [first, second, third] = await givenAccounts(3);
      const { data, page } = await service().root.listUsers({ limit: 1 });
      const newest = [first, second, third].map((user) => user?.id).sort();
      expect(data[0]?.id).toBe(newest[2]);
      await service().root.deleteUser({ user: newest[2] ?? '' });
      const next = await service().root.listUsers({ limit: 1, cursor: page.nextCursor ?? '' });
      expect(next.data[0]?.id).toBe(newest[1]);
    });

    it('ends with null exactly at the last user', async () => {
      await givenAccounts(2);
      const count = (await walk({ limit: 200 })).length;
      const all = await service().root.listUsers({ limit: count });
      expect(all.data).toHaveLength(count);
      expect(all.page).toEqual({ limit: count, nextCursor: null });
      const most = await service().root.listUsers({ limit: count - 1 });
      expect(most.data).toHaveLength(count - 1);
      const rest = await service().root.listUsers({ limit: 200, cursor: most.page.nextCursor ?? '' });
      expect(rest).toEqual({ data: all.data.slice(-1), page: { limit: 200, nextCursor: null } });
    });

    it('holds 50 users unless asked otherwise, and 200 at the most', async () => {
      await fillUp(service(), 51);
      const { data, page } = await service().root.listUsers();
      expect([data.length, page.limit]).toEqual([50, 50]);
      expect(page.nextCursor).not.toBeNull();
      await fillUp(service(), 201);
      const largest = await service().root.listUsers({ limit: 200 });
      expect([largest.data.length, largest.page.nextCursor === null]).toEqual([200, false]);
    });

    it('counts what fulfils the filters, where it is asked to', async () => {
      const group = uniqueName('group');
      await Promise.all([1, 2, 3].map(() => givenAccount(service(), { groups: [group] })));
      const { root } = service();
      expect((await root.listUsers({ group, limit: 1 })).page).not.toHaveProperty('total');
      for (const count of ['capped', 'exact'] as const) {
        const { page } = await root.listUsers({ group, limit: 1, count });
        expect(page).toMatchObject({ total: 3, totalIsCapped: false });
        const none = await root.listUsers({ role: 'no-such-role', count });
        expect(none).toEqual({
          data: [],
          page: { limit: 50, nextCursor: null, total: 0, totalIsCapped: false },
        });
        const [all] = await service().dependencies.database.reader('users').count({ count: '*' });
        expect((await root.listUsers({ count })).page.total).toBe(Number(all?.count));
      }
    });

    it('accepts another limit with the same cursor', async () => {
      const cursor = await givenCursor('createdAt');
      const small = await service().root.listUsers({ sort: 'createdAt', cursor, limit: 1 });
      const large = await service().root.listUsers({ sort: 'createdAt', cursor, limit: 3 });
      expect(large.data.slice(0, 1)).toEqual(small.data);
    });
  });

  describe('400', () => {
    it('refuses a cursor of the other order', async () => {
      const cursor = await givenCursor('createdAt');
      await service().root.listUsers({ sort: 'createdAt', cursor });
      await expectProblem(service().root.listUsers({ sort: '-createdAt', cursor }), 'cursor-invalid');
      await expectProblem(service().root.listUsers({ cursor }), 'cursor-invalid');
    });

    it.each([
      { q: 'user' },
      { status: 'pending' },
      { createdTo: '2099-01-01T00:00:00Z' },
      { neverLoggedIn: true },
    ] as const)('refuses a cursor without the filters it was given for: %j', async (filters) => {
      await givenAccounts(3);
      const { page } = await service().root.listUsers({ ...filters, limit: 1 });
      const cursor = page.nextCursor ?? '';
      await service().root.listUsers({ ...filters, limit: 1, cursor, count: 'capped' });
      await expectProblem(service().root.listUsers({ cursor }), 'cursor-invalid');
      const other = { ...filters, group: 'other' };
      await expectProblem(service().root.listUsers({ ...other, cursor }), 'cursor-invalid');
    });

    it('refuses a cursor with any character altered, added or missing', async () => {
      const cursor = await givenCursor('-createdAt');
      const altered = Array.from(cursor, (character, index) => {
        return cursor.slice(0, index) + (character === 'A' ? 'B' : 'A') + cursor.slice(index + 1);
      });
      const others = [
        cursor.slice(0, -1),
        cursor.slice(1),
        `${cursor}A`,
        `${cursor}=`,
        `${cursor} `,
        `${cursor}${cursor}`,
      ];
      for (const broken of [...altered, ...others]) {
        await expectProblem(service().root.listUsers({ cursor: broken }), 'cursor-invalid');
      }
    });

    it.each(['A', 'garbage', '😀', "' or 1=1 --", '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70', 'A'.repeat(2048)])(
      'refuses %s as a cursor',
      async (cursor) => {
        await expectProblem(service().root.listUsers({ cursor }), 'cursor-invalid');
      },
    );

    it('refuses the cursor of another service', async () => {
      const cursor = await givenCursor('-createdAt');
      const other = await startTestService({ override: quickHashes });
      onTestFinished(() => other.stop());
      await expectProblem(other.root.listUsers({ cursor }), 'cursor-invalid');
    });
  });

  itNeedsACredential(service, (client) => client.listUsers());
  itNeedsPermissions(service, ['users:read'], (client) => client.listUsers());

  describe('422', () => {
    it.each([
      ['limit=0', 'limit', 'too_small'],
      ['limit=201', 'limit', 'too_big'],
      ['limit=-1', 'limit', 'wrong_type'],
      ['limit=1.5', 'limit', 'wrong_type'],
      ['limit=1e2', 'limit', 'wrong_type'],
      ['limit=', 'limit', 'wrong_type'],
      ['limit=%205', 'limit', 'wrong_type'],
      ['limit=5&limit=5', 'limit', 'wrong_type'],
      ['sort=name', 'sort', 'not_allowed'],
      ['sort=', 'sort', 'not_allowed'],
      ['cursor=', 'cursor', 'too_short'],
      [`cursor=${'A'.repeat(2049)}`, 'cursor', 'too_long'],
      ['name=jane', 'name', 'unknown_field'],
      ['q=j', 'q', 'too_short'],
      ['q=%20%20%20', 'q', 'too_short'],
      ['q=e%CC%81', 'q', 'too_short'],
      ['q=jane&q=john', 'q', 'wrong_type'],
      [`q=${'A'.repeat(201)}`, 'q', 'too_long'],
      ['username=%20', 'username', 'too_short'],
      ['username=jane%20', 'username', 'invalid_username'],
      ['email=jane', 'email', 'invalid_email'],
      ['did=did:plc:%C3%A9', 'did', 'invalid_did'],
      ['status=gone', 'status', 'not_allowed'],
      ['role=No%20Role', 'role', 'invalid_format'],
      ['permission=nothing', 'permission', 'invalid_permission'],
      ['server=eu-1%20', 'server', 'invalid_text'],
      ['createdFrom=yesterday', 'createdFrom', 'invalid_format'],
      ['createdFrom=2026-02-30T00:00:00Z', 'createdFrom', 'invalid_format'],
      ['createdTo=2026-01-01T00:00:00', 'createdTo', 'invalid_format'],
      // In a query, + is a space.
      ['lastLoginTo=2026-01-01T00:00:00+01:00', 'lastLoginTo', 'invalid_format'],
      ['neverLoggedIn=yes', 'neverLoggedIn', 'wrong_type'],
      ['neverLoggedIn=', 'neverLoggedIn', 'wrong_type'],
      ['count=all', 'count', 'not_allowed'],
    ])('refuses %s', async (query, field, type) => {
      const { status, body } = await send(query);
      expect(status).toBe(422);
      expect(body).toMatchObject({ code: 'validation-failed', errors: [{ loc: ['query', field], type }] });
    });

    it('takes a moment with the offset of another time zone', async () => {
      const { id, createdAt } = await givenAccount(service());
      const there = (ms: number) =>
        `${new Date(Date.parse(createdAt) + ms + 3_600_000).toISOString().slice(0, -1)}+01:00`;
      const ids = async (query: object) =>
        (await service().root.listUsers(query)).data.map((user) => user.id);
      expect(await ids({ createdFrom: there(0), createdTo: there(1) })).toContain(id);
      expect(await ids({ createdFrom: there(1) })).not.toContain(id);
      expect(await ids({ createdTo: there(0) })).not.toContain(id);
    });

    it.each([
      [
        'createdTo=2026-01-01',
        'Must be a moment like 2026-03-01T00:00:00Z or 2026-03-01T01:00:00+01:00; in a query, + is %2B.',
      ],
      ['cursor=', 'Must have at least 1 character.'],
      ['q=j', 'Must have at least 2 characters.'],
    ])('says of %s what would be right', async (query, msg) => {
      expect((await send(query)).body).toMatchObject({ errors: [{ msg }] });
    });
  });
});
