import type { ExportUsersInput, ListUsersInput, User } from '@roster/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { rootToken } from '../conformance/sample-requests.ts';
import { auditRowsOf } from '../support/audit-trail.ts';
import { givenActor, quickHashes } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential, itNeedsPermissions } from '../support/shared-guarantees.ts';
import { openExport } from './exports/open-export.ts';
import { parseTable } from './exports/parse-csv.ts';
import { fillUp } from './lists/fill-up.ts';
import { givenPopulation } from './lists/population.ts';
import { singles } from './lists/sample-filters.ts';

const service = useService({ override: quickHashes });
/** More than two pages of an export. */
const userCount = 1_200;

beforeAll(async () => {
  await givenPopulation(service(), 90);
  await fillUp(service(), userCount);
});

async function listAll(filters: ListUsersInput): Promise<User[]> {
  const users: User[] = [];
  let cursor: string | undefined;
  do {
    const query: ListUsersInput = { ...filters, sort: 'createdAt', limit: 200, cursor };
    const { data, page } = await service().root.listUsers(query);
    users.push(...data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return users;
}

async function exported(input: ExportUsersInput): Promise<User[]> {
  const users: User[] = [];
  for await (const user of await service().root.exportUsers(input)) users.push(user);
  return users;
}

describe('exportUsers', () => {
  describe('200', () => {
    it('gives all users as listUsers does, in the order of creation, over several pages', async () => {
      const users = await exported({});
      expect(users).toHaveLength(userCount);
      expect(users).toEqual(await listAll({}));
    });

    // One character is no search.
    it.each(singles.filter(({ q }) => q !== '%'))(
      'gives the same users as listUsers with %j',
      async (filters) => {
        expect(await exported(filters)).toEqual(await listAll(filters));
      },
    );

    it('gives the same users with several filters', async () => {
      const filters = { server: 'eu', status: 'active', q: 'jane' } as const;
      const users = await exported(filters);
      expect(users.length).toBeGreaterThan(0);
      expect(users).toEqual(await listAll(filters));
    });

    it('gives the same users as a table', async () => {
      const { response } = await service().root.exportUsers({ format: 'csv', status: 'disabled' });
      const rows = parseTable(await response.text());
      const users = await listAll({ status: 'disabled' });
      expect(users.length).toBeGreaterThan(0);
      expect(rows.map(({ id }) => id)).toEqual(users.map(({ id }) => id));
      expect(Object.keys(rows[0] ?? {})).toEqual(Object.keys(users[0] ?? {}));
    });

    it('ends with a line that says how many there were', async () => {
      const { response } = await service().root.exportUsers();
      const lines = (await response.text()).trimEnd().split('\n');
      expect(JSON.parse(lines.pop() ?? '')).toEqual({ end: true, count: userCount });
      expect(lines).toHaveLength(userCount);
    });

    it('is whole where nobody fits', async () => {
      const query = { role: 'no-such-role' };
      expect(await (await service().root.exportUsers(query)).response.text()).toBe(
        '{"end":true,"count":0}\n',
      );
      const { response } = await service().root.exportUsers({ ...query, format: 'csv' });
      expect(await response.text()).toMatch(/^id,username,[A-Za-z,]+,version\r\n$/);
    });

    it.each([
      ['', 'application/x-ndjson; charset=utf-8', 'users.ndjson'],
      ['?format=csv', 'text/csv; charset=utf-8; header=present', 'users.csv'],
    ])('is a file that nobody keeps: %s', async (query, type, name) => {
      const { response, readRest } = await openExport(service().url, await rootToken(service()), query);
      expect(response.headers).toMatchObject({
        'content-type': type,
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
        'transfer-encoding': 'chunked',
        'x-request-id': expect.any(String),
      });
      expect((await readRest()).isWhole).toBe(true);
    });

    it('leaves no audit row', async () => {
      expect(await auditRowsOf(service(), () => exported({}))).toEqual([]);
    });
  });

  describe('422', () => {
    it.each(['limit=10', 'cursor=x', 'count=exact', 'sort=username', 'format=xlsx', 'q=a', 'status=gone'])(
      'refuses ?%s',
      async (query) => {
        const { accessToken } = await givenActor(service(), ['users:read', 'users:export']);
        const headers = { Authorization: `Bearer ${accessToken}` };
        const answer = await service().fetch(`/api/v1/users-export?${query}`, { headers });
        expect(answer.status).toBe(422);
        expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      },
    );
  });

  itNeedsACredential(service, (client) => client.exportUsers());
  itNeedsPermissions(service, ['users:export', 'users:read'], async (client) => {
    for await (const _ of await client.exportUsers({ status: 'disabled' }));
  });
});
