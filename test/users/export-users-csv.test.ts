import { describe, expect, it } from 'vitest';
import { givenAccount, quickHashes, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { parseTable, splitSet, unguarded } from './exports/parse-csv.ts';

const service = useService({ override: quickHashes });

/** The row of a user as it stands, in an export of this user alone. */
async function rowOf(username: string) {
  const { response } = await service().root.exportUsers({ format: 'csv', username });
  const text = await response.text();
  const [row, ...others] = parseTable(text);
  expect(others).toEqual([]);
  return { text, row: row ?? {} };
}

async function cellOf(displayName: string) {
  const { username } = await givenAccount(service(), { displayName });
  const { text, row } = await rowOf(username);
  return { text, cell: row.displayName ?? '' };
}

describe('a table of exportUsers', () => {
  const formulas = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '=HYPERLINK("https://example.org","x")',
    "'=1+1",
    "''@x",
    '-',
    '=cmd|,"a"',
  ];
  it.each(formulas)('holds no cell that a spreadsheet would compute: %s', async (displayName) => {
    const { cell } = await cellOf(displayName);
    expect(cell).toBe(`'${displayName}`);
    expect(unguarded(cell)).toBe(displayName);
  });

  it.each(["'", "'quoted'", "O'Brien", ' =1', 'a=b', '"', 'a,b', 'a"b', ';', '\\', "'a=1"])(
    'leaves other texts as they are: %s',
    async (displayName) => {
      const { cell } = await cellOf(displayName);
      expect(cell).toBe(displayName);
      expect(unguarded(cell)).toBe(displayName);
    },
  );

  it('has its header row and its lines as RFC 4180 asks for', async () => {
    const { text } = await cellOf('a "quoted", name');
    const [head = '', line = '', rest] = text.split('\r\n');
    expect(head).toBe(
      'id,username,email,displayName,did,role,roles,isSuper,status,isActive,permissions,servers,groups,metadata,mustChangePassword,createdAt,updatedAt,lastLoginAt,lastSeenAt,version',
    );
    expect(line).toContain(',"a ""quoted"", name",');
    expect(line).not.toContain('\n');
    expect(rest).toBe('');
  });

  it('joins names, whatever they hold, so that they can be told apart again', async () => {
    const groups = ['a;b', 'back\\slash', 'c,d', '\\;', 'plain', '"quoted"'].sort();
    const servers = ['=1', 'z'];
    const { username } = await givenAccount(service(), { groups, servers });
    const { row } = await rowOf(username);
    expect(splitSet(row.groups ?? '')).toEqual(groups);
    expect(row.servers).toBe("'=1;z");
    expect(splitSet(row.servers ?? '')).toEqual(servers);
  });

  it('has nothing where there is nothing, and objects as JSON', async () => {
    const metadata = { note: 'line\nbreak, "quoted"', list: [1, null] };
    const { username } = await givenAccount(service(), { username: uniqueName(), metadata });
    const { row } = await rowOf(username);
    expect(row).toMatchObject({ email: '', displayName: '', did: '', groups: '', lastLoginAt: '' });
    expect(JSON.parse(row.metadata ?? '')).toEqual(metadata);
    expect(row).toMatchObject({ isActive: 'false', isSuper: 'false', version: '1', status: 'pending' });
  });
});
