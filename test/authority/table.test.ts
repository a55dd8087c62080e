import { mapOperations, type OperationId, operations } from '@roster/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { givenPassword, uniqueName } from '../support/given.ts';
import { startTestService, type TestService, useService } from '../support/service.ts';
import { type Caller, givenCaller, givenHolder } from './callers.ts';
import { giveSession } from './give-session.ts';
import { requests } from './requests.ts';
import { member, send, verdictOf } from './send.ts';

const service = useService();

/** The signs of the table. */
const signs = {
  '+': 'ok',
  P: 'permission-denied',
  S: 'super-required',
  E: 'escalation-refused',
  A: 'authentication-required',
  C: 'credential-invalid',
  M: 'password-change-required',
} as const;

type Sign = keyof typeof signs;

const columns = [
  'super', // the super admin
  'admin', // role admin
  'holder', // custom role with exactly what the operation declares
  'named', // custom role with the operation's own permission, without the users:read that naming a user needs besides
  'reader', // custom role with users:read alone
  'other', // custom role with one permission that has nothing to do with the operation
  'viewer', // role viewer
  'anonymous', // no credential
  'disabled', // the token of a user who was disabled since
  'forced', // a holder who must change the password first
] as const;

type Column = (typeof columns)[number];

/** Who may call what. A new operation has no row, and fails the suite until it gets one. */
const table: Readonly<Record<OperationId, string>> = {
  //                     super admin holder named reader other viewer anonymous disabled forced
  logIn: /*                */ '+     +     +      +     +      +     +      +         +        +',
  refreshSession: /*       */ '+     +     +      +     +      +     +      +         +        +',
  logOut: /*               */ '+     +     +      +     +      +     +      A         C        +',
  getMe: /*                */ '+     +     +      +     +      +     +      A         C        +',
  updateMe: /*             */ '+     +     +      +     +      +     +      A         C        M',
  changeOwnPassword: /*    */ '+     +     +      +     +      +     +      A         C        +',
  introspectCredential: /* */ '+     +     +      +     P      P     P      A         C        M',
  listOwnSessions: /*      */ '+     +     +      +     +      +     +      A         C        M',
  revokeOwnSession: /*     */ '+     +     +      +     +      +     +      A         C        M',
  listUserSessions: /*     */ '+     +     +      P     P      P     P      A         C        M',
  revokeUserSession: /*    */ '+     +     +      P     P      P     P      A         C        M',
  revokeUserSessions: /*   */ '+     +     +      P     P      P     P      A         C        M',

  createUser: /*           */ '+     +     +      P     P      P     P      A         C        M',
  listUsers: /*            */ '+     +     +      +     +      P     P      A         C        M',
  getUser: /*              */ '+     +     +      +     +      P     P      A         C        M',
  updateUser: /*           */ '+     +     +      P     P      P     P      A         C        M',
  deleteUser: /*           */ '+     +     +      P     P      P     P      A         C        M',
  setUserStatus: /*        */ '+     +     +      P     P      P     P      A         C        M',
  resetUserPassword: /*    */ '+     +     +      P     P      P     P      A         C        M',
  updateUserPermissions: /**/ '+     +     +      P     P      P     P      A         C        M',
  getUserPermissions: /*   */ '+     +     +      +     +      P     P      A         C        M',

  importUsers: /*          */ '+     +     +      P     P      P     P      A         C        M',
  exportUsers: /*          */ '+     +     +      P     P      P     P      A         C        M',

  transferSuper: /*        */ '+     S     S      S     S      P     P      A         C        M',

  listRoles: /*            */ '+     +     +      +     P      P     P      A         C        M',
  getRole: /*              */ '+     +     +      +     P      P     P      A         C        M',
  createRole: /*           */ '+     P     +      +     P      P     P      A         C        M',
  updateRole: /*           */ '+     P     +      +     P      P     P      A         C        M',
  deleteRole: /*           */ '+     P     +      +     P      P     P      A         C        M',

  listPermissions: /*      */ '+     +     +      +     P      P     P      A         C        M',
  getPermission: /*        */ '+     +     +      +     P      P     P      A         C        M',
  putPermission: /*        */ '+     P     +      +     P      P     P      A         C        M',
  removePermission: /*     */ '+     P     E      E     P      P     P      A         C        M',
  listTemplates: /*        */ '+     +     +      +     P      P     P      A         C        M',
  getTemplate: /*          */ '+     +     +      +     P      P     P      A         C        M',
  putTemplate: /*          */ '+     P     +      +     P      P     P      A         C        M',
  deleteTemplate: /*       */ '+     P     +      +     P      P     P      A         C        M',

  listApiKeys: /*          */ '+     +     +      +     +      +     +      A         C        M',
  createApiKey: /*         */ '+     +     +      +     P      P     P      A         C        M',
  getApiKey: /*            */ '+     +     +      +     +      +     +      A         C        M',
  revokeApiKey: /*         */ '+     +     +      +     +      +     +      A         C        M',
  rotateApiKey: /*         */ '+     +     +      +     +      +     +      A         C        M',
  listUserApiKeys: /*      */ '+     +     +      P     P      P     P      A         C        M',
  createUserApiKey: /*     */ '+     +     +      P     P      P     P      A         C        M',
  revokeUserApiKey: /*     */ '+     +     +      P     P      P     P      A         C        M',

  getUserStats: /*         */ '+     +     +      +     P      P     P      A         C        M',
  getUserTimeline: /*      */ '+     +     +      +     P      P     P      A         C        M',
};

const allPermissions = mapOperations(({ access }): readonly string[] => access.permissions);

function isSign(text: string): text is Sign {
  return Object.hasOwn(signs, text);
}

function cells(id: OperationId): { column: Column; verdict: string }[] {
  const row = table[id].split(/\s+/);
  expect(row, `the row of ${id}`).toHaveLength(columns.length);
  return columns.map((column, index) => {
    const sign = row[index] ?? '';
    if (!isSign(sign)) throw new Error(`${id}: ${sign} is no sign of the table.`);
    return { column, verdict: signs[sign] };
  });
}

/** The permissions of the custom role of a column. */
function permissionsFor(column: Column, id: OperationId): readonly string[] {
  const needed = allPermissions[id];
  const own = needed.filter((permission) => permission !== 'users:read');
  switch (column) {
    case 'named':
      return own.length > 0 ? own : needed;
    case 'reader':
      return ['users:read'];
    case 'other':
      return [needed.includes('stats:read') ? 'audit:read' : 'stats:read'];
    default:
      return needed;
  }
}

/** Whoever stands in a column. Nobody is shared between cells, because a cell may end a session or change a password. */
async function callerOf(on: TestService, column: Column, id: OperationId): Promise<Caller | undefined> {
  const credential = id === 'changeOwnPassword' ? { password: givenPassword } : {};
  switch (column) {
    case 'anonymous':
      return undefined;
    case 'super': {
      const { user } = await on.root.getMe();
      const session = await giveSession(on, user.id);
      return { user, session, token: session.accessToken };
    }
    case 'admin':
    case 'viewer':
      return givenCaller(on, { ...credential, role: column });
    case 'disabled': {
      const caller = await givenHolder(on, permissionsFor(column, id), credential);
      await on.root.setUserStatus({ user: caller.user.id, isActive: false });
      return caller;
    }
    case 'forced':
      return givenHolder(on, permissionsFor(column, id), { ...credential, mustChangePassword: true });
    default:
      return givenHolder(on, permissionsFor(column, id), credential);
  }
}

/** After these there is another super admin, or one with another password: they get a service of their own. */
function changesSuper(column: Column, id: OperationId): boolean {
  return column === 'super' && (id === 'transferSuper' || id === 'changeOwnPassword');
}

async function serviceFor(column: Column, id: OperationId): Promise<TestService> {
  if (!changesSuper(column, id)) return service();
  const own = await startTestService();
  onTestFinished(() => own.stop());
  return own;
}

describe('the table', () => {
  it('has a row and a request for every operation of the contract, and for nothing else', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(operations).sort());
    expect(Object.keys(requests).sort()).toEqual(Object.keys(operations).sort());
  });
});

describe.each(Object.values(mapOperations((_operation, id) => id)))('%s', (id) => {
  it.each(cells(id))('$column: $verdict', async ({ column, verdict }) => {
    const on = await serviceFor(column, id);
    const caller = await callerOf(on, column, id);
    const request = { operationId: id, token: caller?.token, ...(await requests[id](on, caller)) };
    const answer = await send(on, request);
    expect(verdictOf(answer), answer.text).toBe(verdict);
    if (verdict !== 'permission-denied') return;
    const held = column === 'viewer' || column === 'admin' ? [] : permissionsFor(column, id);
    const missing = allPermissions[id].filter((permission) => !held.includes(permission));
    expect(member(answer.json, 'missingPermissions')).toEqual(missing);
  });
});

describe('fields that need more than the operation', () => {
  const samples: Readonly<Record<string, unknown>> = {
    role: 'editor',
    permissions: [],
    template: 'viewer',
    servers: ['eu-1'],
    groups: ['support'],
    did: null,
  };
  const fields = Object.values(mapOperations((operation, id) => ({ operation, id }))).flatMap(
    ({ operation, id }) =>
      Object.entries(operation.fieldPermissions ?? {}).map(([field, rule]) => ({ id, field, ...rule })),
  );

  it('are those that are declared', () => {
    expect(fields.map(({ id, field, permission }) => `${id} ${field} ${permission}`)).toEqual([
      'createUser role users:grant',
      'createUser permissions users:grant',
      'createUser template users:grant',
      'createUser servers users:grant',
      'createUser groups users:grant',
      'updateUser role users:grant',
      'updateUser servers users:grant',
      'updateUser groups users:grant',
      'updateUser did users:reset-password',
    ]);
  });

  async function verdict({ id, field }: { id: OperationId; field: string }, caller: Caller, value: unknown) {
    const parts = await requests[id](service(), caller);
    const body = { ...Object(parts.body), [field]: value };
    const answer = await send(service(), { operationId: id, token: caller.token, ...parts, body });
    return { verdict: verdictOf(answer), missing: member(answer.json, 'missingPermissions') };
  }

  describe.each(fields)('$id $field', ({ id, field, permission }) => {
    it(`is refused without ${permission}, whatever its value`, async () => {
      const caller = await givenHolder(service(), allPermissions[id]);
      const refused = { verdict: 'permission-denied', missing: [permission] };
      expect(await verdict({ id, field }, caller, samples[field])).toEqual(refused);
      expect(await verdict({ id, field }, caller, { no: 'such value' })).toEqual(refused);
    });

    it(`is accepted with ${permission}`, async () => {
      const caller = await givenHolder(service(), [...allPermissions[id], permission], {
        permissions: ['roles:read', 'permissions:read', 'stats:read', 'api-keys:create', 'api-keys:read'],
      });
      const value =
        field === 'role' ? await service().root.createRole(emptyRole()).then(nameOf) : samples[field];
      expect(await verdict({ id, field }, caller, value)).toMatchObject({ verdict: 'ok' });
    });
  });

  it.each(fields.filter(({ unless }) => unless !== undefined))(
    '$id $field needs nothing more for $unless',
    async ({ id, field, unless }) => {
      const caller = await givenHolder(service(), allPermissions[id]);
      expect(await verdict({ id, field }, caller, unless)).toMatchObject({ verdict: 'ok' });
    },
  );
});

function emptyRole() {
  return { name: uniqueName('role'), rank: 10, permissions: [] };
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
