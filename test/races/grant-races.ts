import { describeRole } from './observe.ts';
import type { Race } from './race.ts';

/** Whoever does not hold what the role got meanwhile does not assign it. */
const roleEditAgainstAssignment: Race = async (cast) => {
  const [superAdmin, admin] = [await cast.superAdmin(), await cast.person({ role: 'admin' })];
  const target = await cast.person();
  const name = await cast.role(['stats:read']);
  const permissions = ['roles:manage', 'stats:read'];
  const [boss, bystander] = ['super_admin active +0 signed in', 'admin active +0 signed in'];
  const edited = 'v2 [roles:manage stats:read]';
  return {
    contenders: [
      { by: superAdmin, run: (client) => client.raw.updateRole({ roleName: name, permissions }) },
      { by: admin, run: (client) => client.raw.updateUser({ user: target.id, role: name }) },
    ],
    alsoObserve: async (reader) => [await describeRole(reader, name)],
    endings: [
      {
        first: 0,
        outcomes: ['ok', 'escalation-refused'],
        state: [boss, bystander, 'viewer active +0 signed in', edited],
      },
      { first: 1, outcomes: ['ok', 'ok'], state: [boss, bystander, `${name} active +1 signed in`, edited] },
    ],
  };
};

/** A role that is gone is nobody's, and one that somebody has does not go. */
const roleDeleteAgainstAssignment: Race = async (cast) => {
  const [superAdmin, admin] = [await cast.superAdmin(), await cast.person({ role: 'admin' })];
  const target = await cast.person();
  const name = await cast.role(['stats:read']);
  const [boss, bystander] = ['super_admin active +0 signed in', 'admin active +0 signed in'];
  return {
    contenders: [
      { by: superAdmin, run: (client) => client.raw.deleteRole({ roleName: name }) },
      { by: admin, run: (client) => client.raw.updateUser({ user: target.id, role: name }) },
    ],
    alsoObserve: async (reader) => [await describeRole(reader, name)],
    endings: [
      {
        first: 0,
        outcomes: ['ok', 'validation-failed'],
        state: [boss, bystander, 'viewer active +0 signed in', 'gone'],
      },
      {
        first: 1,
        outcomes: ['role-in-use', 'ok'],
        state: [boss, bystander, `${name} active +1 signed in`, 'v1 [stats:read]'],
      },
    ],
  };
};

/** No change of the grants is lost: each works on what the other left. */
const grantAgainstRevoke: Race = async (cast) => {
  const [one, other] = [await cast.person({ role: 'admin' }), await cast.person({ role: 'admin' })];
  const user = (await cast.person({ permissions: ['stats:read'] })).id;
  const bystander = 'admin active +0 signed in';
  return {
    contenders: [
      { by: one, run: (client) => client.raw.updateUserPermissions({ user, grant: ['audit:read'] }) },
      {
        by: other,
        run: (client) => client.raw.updateUserPermissions({ user, revoke: ['audit:read', 'stats:read'] }),
      },
    ],
    endings: [
      { first: 0, outcomes: ['ok', 'ok'], state: [bystander, bystander, 'viewer active +2 signed in'] },
      {
        first: 1,
        outcomes: ['ok', 'ok'],
        state: [bystander, bystander, 'viewer active +2 [audit:read] signed in'],
      },
    ],
  };
};

/** A permission that is gone is nobody's, and one that somebody has does not go. */
const removalAgainstGrant: Race = async (cast) => {
  const [superAdmin, admin] = [await cast.superAdmin(), await cast.person({ role: 'admin' })];
  const target = await cast.person();
  const permission = await cast.permission();
  const [boss, bystander] = ['super_admin active +0 signed in', 'admin active +0 signed in'];
  return {
    contenders: [
      { by: superAdmin, run: (client) => client.raw.removePermission({ permission }) },
      {
        by: admin,
        run: (client) => client.raw.updateUserPermissions({ user: target.id, grant: [permission] }),
      },
    ],
    alsoObserve: async (reader) => [
      `entries: ${(await reader('permissions').where({ name: permission })).length}`,
    ],
    endings: [
      {
        first: 0,
        outcomes: ['ok', 'validation-failed'],
        state: [boss, bystander, 'viewer active +0 signed in', 'entries: 0'],
      },
      {
        first: 1,
        outcomes: ['permission-in-use', 'ok'],
        state: [boss, bystander, `viewer active +1 [${permission}] signed in`, 'entries: 1'],
      },
    ],
  };
};

/** The same for a permission that a role gets. */
const removalAgainstRoleEdit: Race = async (cast) => {
  const [here, there] = [await cast.superAdmin(), await cast.superAdmin()];
  const permission = await cast.permission();
  const name = await cast.role(['stats:read']);
  const boss = 'super_admin active +0 signed in';
  return {
    contenders: [
      { by: here, run: (client) => client.raw.removePermission({ permission }) },
      {
        by: there,
        run: (client) => client.raw.updateRole({ roleName: name, permissions: [permission, 'stats:read'] }),
      },
    ],
    alsoObserve: async (reader) => [await describeRole(reader, name)],
    endings: [
      { first: 0, outcomes: ['ok', 'validation-failed'], state: [boss, boss, 'v1 [stats:read]'] },
      {
        first: 1,
        outcomes: ['permission-in-use', 'ok'],
        state: [boss, boss, `v2 [${permission} stats:read]`],
      },
    ],
  };
};

export const grantRaces = {
  'role edit against assignment': roleEditAgainstAssignment,
  'role delete against assignment': roleDeleteAgainstAssignment,
  'grant against revoke': grantAgainstRevoke,
  'removing a permission against granting it': removalAgainstGrant,
  'removing a permission against listing it in a role': removalAgainstRoleEdit,
} as const;
