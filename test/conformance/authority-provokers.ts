import type { OperationId, ProblemCode } from '@roster/contract';
import { givenAccount, givenUser, uniqueName } from '../support/given.ts';
import { superPassword, type TestService } from '../support/service.ts';
import { changing, onAdmin, onSelf, onSuper, withBody } from './provoker-parts.ts';
import { namedPermission, namedRole, type SampleRequest } from './sample-requests.ts';
import type { Provoker } from './shared-provokers.ts';

/** The path with another name at its end. */
function named({ path }: SampleRequest, name: string): string {
  return path.replace(/[^/]+$/, encodeURIComponent(name));
}

function onName(name: string, body?: object): Provoker {
  return changing(({ sample }) => ({ path: named(sample, name), ...(body && { body }) }));
}

/** Somebody who may change the catalogue and the roles, and holds hardly anything besides. */
async function keeper(service: TestService): Promise<{ token: string }> {
  const permissions = ['roles:manage', 'permissions:manage', 'users:read'];
  const { accessToken } = await givenUser(service, { permissions });
  return { token: accessToken };
}

function asKeeper(body?: object): Provoker {
  return changing(async ({ service }) => ({ ...(await keeper(service)), ...(body && { body }) }));
}

/** Somebody who may change roles, on the role that they have themselves. */
const onOwnRole = changing(async ({ service, sample }) => {
  const permissions = ['roles:manage'];
  const role = await service.root.createRole({ name: uniqueName('role'), rank: 30, permissions });
  const { accessToken } = await givenUser(service, { role: role.name });
  return { path: named(sample, role.name), token: accessToken };
});

const lists = {
  'cursor-invalid': changing(({ sample }) => ({ path: `${sample.path}?cursor=of-somebody-else` })),
} satisfies Partial<Record<ProblemCode, Provoker>>;

const withoutCatalogue = { permissions: ['audit:read'] };

type AuthorityOperation = Extract<
  OperationId,
  | 'updateUserPermissions'
  | 'getUserPermissions'
  | 'transferSuper'
  | `${string}Role`
  | `${string}Roles`
  | `${string}Permission`
  | 'listPermissions'
  | `${string}Template`
  | 'listTemplates'
>;

/** The problems of roles, permissions, templates, grants and transfer. */
export const authorityProvokers: Record<AuthorityOperation, Partial<Record<ProblemCode, Provoker>>> = {
  updateUserPermissions: {
    'self-action-refused': onSelf(),
    'super-protected': onSuper,
    'escalation-refused': onAdmin,
  },
  getUserPermissions: {},
  transferSuper: {
    'super-required': changing(async ({ service }) => ({
      token: (await givenUser(service, { role: 'admin' })).accessToken,
    })),
    'user-not-found': withBody(() => ({
      targetUserId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70',
      currentPassword: superPassword,
    })),
    'current-password-wrong': withBody(async (service) => {
      const { user } = await givenUser(service);
      return { targetUserId: user.id, currentPassword: 'not the password of root' };
    }),
    'transfer-target-refused': withBody(async (service) => {
      const { id } = await givenAccount(service);
      return { targetUserId: id, currentPassword: superPassword };
    }),
  },
  listRoles: lists,
  getRole: { 'role-not-found': onName('nobody') },
  createRole: {
    'escalation-refused': asKeeper({ name: 'too_much', rank: 10, ...withoutCatalogue }),
    'role-name-taken': withBody(async (service) => {
      const { name } = await namedRole(service);
      return { name, rank: 30, permissions: [] };
    }),
  },
  updateRole: {
    'role-not-found': onName('nobody'),
    'self-action-refused': onOwnRole,
    'built-in-protected': onName('admin'),
    'escalation-refused': asKeeper(withoutCatalogue),
    'role-name-taken': withBody(() => ({ name: 'viewer' })),
  },
  deleteRole: {
    'role-not-found': onName('nobody'),
    'self-action-refused': onOwnRole,
    'built-in-protected': onName('viewer'),
    'escalation-refused': changing(async ({ service, sample }) => {
      const name = uniqueName('role');
      await service.root.createRole({ name, rank: 10, ...withoutCatalogue });
      return { path: named(sample, name), ...(await keeper(service)) };
    }),
    'role-in-use': changing(async ({ service, sample }) => {
      const { name } = await namedRole(service);
      await givenAccount(service, { role: name });
      return { path: named(sample, name) };
    }),
  },
  listPermissions: lists,
  getPermission: { 'permission-not-found': onName('things:nothing') },
  putPermission: { 'built-in-protected': onName('users:read') },
  removePermission: {
    'permission-not-found': onName('things:nothing'),
    'built-in-protected': onName('users:read'),
    'escalation-refused': changing(async ({ service }) => keeper(service)),
    'permission-in-use': changing(async ({ service, sample }) => {
      const { name } = await namedPermission(service);
      await givenAccount(service, { permissions: [name] });
      return { path: named(sample, name) };
    }),
  },
  listTemplates: lists,
  getTemplate: { 'template-not-found': onName('nothing') },
  putTemplate: { 'escalation-refused': asKeeper(withoutCatalogue) },
  deleteTemplate: {
    'template-not-found': onName('nothing'),
    'escalation-refused': onNameAsKeeper('full_access'),
  },
};

function onNameAsKeeper(name: string): Provoker {
  return changing(async ({ service, sample }) => ({
    path: named(sample, name),
    ...(await keeper(service)),
  }));
}
