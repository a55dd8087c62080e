import { mapOperations, type OperationId } from '@roster/contract';
import { describe, expect, it } from 'vitest';
import { useService } from '../support/service.ts';
import { type Caller, givenCaller, givenHolder } from './callers.ts';
import type { Clash } from './clash.ts';
import { clashesOfApiKeys } from './clashes-of-api-keys.ts';
import { clashesOfRoles } from './clashes-of-roles.ts';
import { clashesOfSessions } from './clashes-of-sessions.ts';
import { clashesOfUsers } from './clashes-of-users.ts';
import { requests } from './requests.ts';
import { type OperationRequest, send, verdictOf } from './send.ts';

const service = useService();

const clashes: readonly Clash[] = [
  ...clashesOfUsers,
  ...clashesOfSessions,
  ...clashesOfApiKeys,
  ...clashesOfRoles,
];

const all = mapOperations((operation, id) => ({ id, operation }));
const needingCredential = Object.values(all).filter(
  ({ operation }) => operation.access.credential !== 'none',
);
const needingPermission = needingCredential.filter(
  ({ operation }) => operation.access.permissions.length > 0,
);

/** Breaks the input of any operation: no operation has a parameter of this name. */
const brokenQuery = '?nonsense=1';

/** A target that nobody finds, for every kind of path parameter. */
const missing: Readonly<Record<string, string>> = {
  user: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70',
  roleName: 'no-such-role',
  permission: 'no.such.permission',
  templateName: 'no-such-template',
  sessionId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e71',
  apiKeyId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e72',
};

/** Violates every rule that this operation has at once. */
async function wrongInEveryWay(id: OperationId): Promise<OperationRequest> {
  const { params = {}, body } = await requests[id](service(), undefined);
  return {
    operationId: id,
    params: Object.fromEntries(Object.keys(params).map((name) => [name, missing[name] ?? 'none'])),
    query: brokenQuery,
    ...(body !== undefined && { body: '{"not": "JSON' }),
    headers: { 'if-match': '"wrong.1"' },
  };
}

async function verdict(request: OperationRequest, caller?: Caller): Promise<string> {
  return verdictOf(await send(service(), { ...request, token: caller?.token }));
}

describe.each(needingCredential)('$id, asked wrongly in every way at once', ({ id, operation }) => {
  it('answers 401 first', async () => {
    const request = await wrongInEveryWay(id);
    expect(await verdict(request)).toBe('authentication-required');
    const answer = await send(service(), { ...request, token: `rst_a_${'x'.repeat(43)}` });
    expect(verdictOf(answer)).toBe('credential-invalid');
    const basic = { ...request.headers, authorization: 'Basic cm9vdDpyb290' };
    expect(verdictOf(await send(service(), { ...request, headers: basic }))).toBe('credential-invalid');
  });

  it('answers password-change-required next, unless the operation works before that', async () => {
    const viewer = await givenCaller(service(), { mustChangePassword: true });
    const answer = await verdict(await wrongInEveryWay(id), viewer);
    if (operation.allowedBeforePasswordChange)
      expect(['malformed-request', 'validation-failed']).toContain(answer);
    else expect(answer).toBe('password-change-required');
  });
});

describe.each(needingPermission)('$id, asked wrongly by whoever may not', ({ id, operation }) => {
  it('answers permission-denied before it looks at the input', async () => {
    const request = await wrongInEveryWay(id);
    expect(await verdict(request, await givenCaller(service()))).toBe('permission-denied');
  });

  it('looks at the input before it looks for the target', async () => {
    const request = await wrongInEveryWay(id);
    const holder = await givenHolder(service(), operation.access.permissions);
    const refused = operation.access.isSuperOnly ? 'super-required' : undefined;
    const { body } = await requests[id](service(), undefined);
    expect(await verdict(request, holder)).toBe(
      refused ?? (body ? 'malformed-request' : 'validation-failed'),
    );
    expect(await verdict({ ...request, ...(body !== undefined && { body }) }, holder)).toBe(
      refused ?? 'validation-failed',
    );
  });
});

describe('two refusals at once', () => {
  it.each(clashes)('$name: $expected', async ({ given, expected }: Clash) => {
    const answer = await send(service(), await given(service()));
    expect(verdictOf(answer), answer.text).toBe(expected);
  });

  it('are shown by every operation that changes a target, a role or a template', () => {
    const changing = Object.values(all).filter(
      ({ operation }) =>
        operation.method !== 'GET' &&
        operation.problems.some((code) => code === 'escalation-refused' || code === 'self-action-refused'),
    );
    const shown = new Set(clashes.map(({ name }) => name.split(' ', 1)[0]));
    expect(changing.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });
});

/** Whether an operation names a user in its path or its body. */
function namesUser({ operation }: (typeof needingPermission)[number]): boolean {
  const shape: unknown = operation.body && 'shape' in operation.body ? operation.body.shape : {};
  const inBody = Object.keys(Object(shape)).some((field) => /user(Id)?$/i.test(field));
  return operation.path.includes('/:user') || inBody;
}

/** The answer without what is different in every answer. */
async function comparable(request: OperationRequest) {
  const { status, text, headers } = await send(service(), request);
  const changing = ['date', 'x-request-id', 'content-length']; // The length is that of `instance`, too.
  return {
    status,
    headers: [...headers].filter(([name]) => !changing.includes(name)),
    text: text.replace(/"(requestId|instance)":"[^"]*"/g, '"$1":""'),
  };
}

describe.each(needingPermission.filter(namesUser))('$id without users:read', ({ id, operation }) => {
  const others = operation.access.permissions.filter((permission) => permission !== 'users:read');

  async function naming(target: string, caller: Caller): Promise<OperationRequest> {
    const { params, body } = await requests[id](service(), caller);
    const isInPath = params?.user !== undefined;
    return {
      operationId: id,
      token: caller.token,
      ...(isInPath && { params: { ...params, user: target } }),
      ...(body !== undefined && { body: isInPath ? body : { ...Object(body), targetUserId: target } }),
    };
  }

  it.each([
    { who: 'a viewer', permissions: [] },
    { who: 'whoever holds the rest', permissions: others },
    {
      who: 'whoever holds everything else',
      permissions: ['users:update', 'users:delete', 'users:grant', 'roles:manage'],
    },
  ])('answers $who the same for existing and missing users', async ({ permissions }) => {
    const caller = await givenHolder(service(), permissions);
    const { user: existing } = await givenCaller(service());
    const { user: root } = await service().root.getMe();
    const targets = [
      existing.id,
      root.id,
      caller.user.id,
      missing.user ?? '',
      `@${existing.username}`,
      '@nobody',
    ];
    const answers = await Promise.all(
      targets.map(async (target) => comparable(await naming(target, caller))),
    );
    expect(answers[0]?.status).toBe(403);
    expect(answers[0]?.text).toContain('"missingPermissions":[');
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});

describe('operations that name a user', () => {
  it('are these', () => {
    const naming = needingPermission.filter(namesUser).map(({ id }) => id);
    expect(naming.sort()).toEqual([
      'createUserApiKey',
      'deleteUser',
      'getUser',
      'getUserPermissions',
      'listUserApiKeys',
      'listUserSessions',
      'resetUserPassword',
      'revokeUserApiKey',
      'revokeUserSession',
      'revokeUserSessions',
      'setUserStatus',
      'transferSuper',
      'updateUser',
      'updateUserPermissions',
    ]);
  });

  it('all need users:read', () => {
    for (const { operation } of needingPermission.filter(namesUser)) {
      expect(operation.access.permissions).toContain('users:read');
    }
  });
});
