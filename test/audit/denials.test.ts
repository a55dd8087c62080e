import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenPassword, givenUser, uniqueName } from '../support/given.ts';
import { givenActorHolding, givenPermission, givenRole, onlyAuditRowOf } from '../support/given-authority.ts';
import { superPassword, useService } from '../support/service.ts';

/** Time stands still inside of a minute unless a test moves it, so that no minute ends by chance. */
const time = { now: Math.floor(Date.now() / 60_000) * 60_000 + 1_000 };
const service = useService({
  override: (dependencies) => ({ ...dependencies, clock: { now: () => time.now } }),
});

const granting = ['users:read', 'users:grant'];

describe('a denied attempt', () => {
  it('leaves one row that says who tried what with whom, and why it was refused', async () => {
    const actor = await givenActorHolding(service(), granting);
    const { id, username } = await givenAccount(service());
    const row = await onlyAuditRowOf(service(), () =>
      expectProblem(
        actor.client.updateUserPermissions({ user: id, grant: ['audit:read'] }),
        'escalation-refused',
      ),
    );
    expect(row).toMatchObject({
      action: 'updateUserPermissions',
      outcome: 'denied',
      actor_kind: 'user',
      actor_id: actor.user.id,
      actor_name: actor.user.username,
      target_kind: 'user',
      target_id: id,
      target_name: username,
      changes: [{ field: 'problem', after: 'escalation-refused' }],
      count: 1,
    });
    expect(row.credential_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await service().root.getUser({ user: id })).toMatchObject({ permissions: [], version: 1 });
  });

  it('within an import leaves the same rows, although other items are created', async () => {
    const actor = await givenActorHolding(service(), ['users:import', ...granting]);
    const idempotencyKey = randomUUID();
    const items = [
      { username: uniqueName() },
      ...['admin', 'admin', 'super_admin'].map((role) => ({ username: uniqueName(), role })),
      { username: uniqueName(), permissions: ['no:such'] },
    ];
    const send = () => actor.client.importUsers({ items }, { idempotencyKey });
    const rows = await auditRowsOf(service(), async () => {
      const { created, failed } = await send();
      expect([created, failed]).toEqual([1, 4]);
      // Neither a repetition nor a dry run is another attempt.
      await send();
      await actor.client.importUsers({ items, dryRun: true });
    });
    const denied = rows.filter(({ outcome }) => outcome === 'denied');
    const what = (code: string) => JSON.stringify([{ field: 'problem', after: code }]);
    const expected = { action: 'importUsers', target_kind: 'none', count: 1 };
    // They come with the same moment, in any order.
    expect(denied.toSorted((one, other) => (one.changes < other.changes ? -1 : 1))).toMatchObject([
      { ...expected, changes: what('escalation-refused') },
      { ...expected, changes: what('super-protected') },
    ]);
    expect(rows).toHaveLength(3);
  });

  it('has the request id of the answer', async () => {
    const { client } = await givenUser(service());
    let requestId = '';
    const row = await onlyAuditRowOf(service(), async () => {
      requestId = (await expectProblem(client.listRoles(), 'permission-denied')).problem.requestId;
    });
    expect(row.request_id).toBe(requestId);
  });

  it('is counted with those of the same actor, operation and target in the same minute', async () => {
    const actor = await givenActorHolding(service(), granting);
    const { id, username } = await givenAccount(service());
    const attempt = (user: string) =>
      expectProblem(
        actor.client.updateUserPermissions({ user, grant: ['audit:read'] }),
        'escalation-refused',
      );
    const row = await onlyAuditRowOf(service(), async () => {
      // However the request spells the user.
      for (const user of [id, id, `@${username}`, `@${username.toUpperCase()}`]) await attempt(user);
    });
    expect(row).toMatchObject({ count: 4, target_id: id, target_name: username });
    const next = await onlyAuditRowOf(service(), async () => {
      time.now += 60_000;
      await attempt(id);
    });
    expect(next).toMatchObject({ count: 1, target_id: id });
  });

  it('is counted apart for another actor, another operation and another target', async () => {
    const [one, other] = [
      await givenActorHolding(service(), [...granting, 'users:delete']),
      await givenActorHolding(service(), granting),
    ];
    const targets = [
      await givenAccount(service(), { role: 'editor' }),
      await givenAccount(service(), { role: 'editor' }),
    ];
    const rows = await auditRowsOf(service(), async () => {
      for (const { id: user } of targets) {
        for (const { client } of [one, other]) {
          await expectProblem(client.updateUserPermissions({ user, permissions: [] }), 'escalation-refused');
        }
        await expectProblem(one.client.deleteUser({ user }), 'escalation-refused');
      }
    });
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(row).toMatchObject({ outcome: 'denied', count: 1 });
  });

  it('names no target for whoever lacks the permission, so that all of them are one row', async () => {
    const { client } = await givenUser(service());
    const { id } = await givenAccount(service());
    const row = await onlyAuditRowOf(service(), async () => {
      for (const user of [id, '@nobody-of-this-name', 'not even a user']) {
        await expectProblem(client.updateUserPermissions({ user, permissions: [] }), 'permission-denied');
      }
    });
    expect(row).toMatchObject({ target_kind: 'none', target_id: null, target_name: null, count: 3 });
  });

  it('is noted for every refusal of the rules of authority', async () => {
    const permission = await givenPermission(service());
    const { name: roleName } = await givenRole(service(), { permissions: ['roles:manage'] });
    const holder = await givenUser(service(), { role: roleName });
    const actor = await givenActorHolding(service(), [...granting, 'roles:manage', 'permissions:manage']);
    const { client, user } = actor;
    const pending = await givenAccount(service());
    const attempts = [
      { code: 'permission-denied', try: () => client.getUserStats() },
      { code: 'escalation-refused', try: () => client.updateRole({ roleName: 'editor', permissions: [] }) },
      { code: 'self-action-refused', try: () => client.updateUserPermissions({ user: user.id, grant: [] }) },
      { code: 'self-action-refused', try: () => holder.client.updateRole({ roleName, rank: 2 }) },
      { code: 'super-protected', try: () => client.updateUserPermissions({ user: '@root', grant: [] }) },
      { code: 'built-in-protected', try: () => client.deleteRole({ roleName: 'viewer' }) },
      { code: 'built-in-protected', try: () => client.removePermission({ permission: 'users:read' }) },
      {
        code: 'escalation-refused',
        try: () => client.putTemplate({ templateName: uniqueName('t'), permissions: [permission] }),
      },
      {
        code: 'super-required',
        try: () => client.transferSuper({ targetUserId: pending.id, currentPassword: givenPassword }),
      },
      {
        code: 'transfer-target-refused',
        try: () => service().root.transferSuper({ targetUserId: pending.id, currentPassword: superPassword }),
      },
    ] as const;
    for (const attempt of attempts) {
      const row = await onlyAuditRowOf(service(), () => expectProblem(attempt.try(), attempt.code));
      expect(row).toMatchObject({ outcome: 'denied', count: 1 });
      expect(row.changes).toEqual([{ field: 'problem', after: attempt.code }]);
    }
  });

  it('names the role, permission or template that was to be changed', async () => {
    const { client } = await givenActorHolding(service(), ['roles:manage', 'permissions:manage']);
    const attempts = [
      { kind: 'role', name: 'admin', try: () => client.deleteRole({ roleName: 'admin' }) },
      {
        kind: 'permission',
        name: 'users:read',
        try: () => client.removePermission({ permission: 'users:read' }),
      },
      { kind: 'template', name: 'viewer', try: () => client.deleteTemplate({ templateName: 'viewer' }) },
    ];
    for (const { kind, name, try: attempt } of attempts) {
      const row = await onlyAuditRowOf(service(), () => expect(attempt()).rejects.toThrow());
      expect(row).toMatchObject({ target_kind: kind, target_name: name });
    }
  });
});

describe('a refusal that is no denial', () => {
  it('leaves no row', async () => {
    const { root, anonymous } = service();
    const { id: user } = await givenAccount(service());
    const role = await givenRole(service());
    const permission = await givenPermission(service());
    await givenRole(service(), { permissions: [permission] });
    const { name: roleName } = role;
    const attempts = [
      { code: 'authentication-required', try: () => anonymous.listRoles() },
      { code: 'credential-invalid', try: () => service().as('rst_a_wrong').listRoles() },
      { code: 'validation-failed', try: () => root.createRole({ name: 'X', rank: 1, permissions: [] }) },
      { code: 'role-not-found', try: () => root.deleteRole({ roleName: 'no-such-role' }) },
      { code: 'user-not-found', try: () => root.updateUserPermissions({ user: '@nobody', grant: [] }) },
      { code: 'role-name-taken', try: () => root.createRole({ name: roleName, rank: 1, permissions: [] }) },
      { code: 'permission-in-use', try: () => root.removePermission({ permission }) },
      { code: 'version-mismatch', try: () => root.deleteRole({ roleName }, { ifMatch: '"x.1"' }) },
      { code: 'cursor-invalid', try: () => root.listRoles({ cursor: 'x' }) },
      {
        code: 'current-password-wrong',
        try: () => root.transferSuper({ targetUserId: user, currentPassword: 'wrong' }),
      },
    ] as const;
    const rows = await auditRowsOf(service(), async () => {
      for (const attempt of attempts) await expectProblem(attempt.try(), attempt.code);
    });
    expect(rows).toEqual([]);
  });
});
