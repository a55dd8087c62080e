import type { OperationId } from '@roster/contract';
import { givenAccount, uniqueName } from '../support/given.ts';
import type { TestService } from '../support/service.ts';
import { givenRole } from './callers.ts';
import {
  type Clash,
  clash,
  escalation,
  mismatch,
  nobody,
  type Parts,
  self,
  stale,
  superProtected,
} from './clash.ts';

type UserChange = readonly [OperationId, body?: Readonly<Record<string, unknown>>];

/** Every change of another user, in a form that rule 5 forbids to oneself. */
const userChanges: readonly UserChange[] = [
  ['updateUser', { role: 'editor' }],
  ['updateUser', { servers: ['eu-1'] }],
  ['updateUser', { groups: ['support'] }],
  ['deleteUser'],
  ['setUserStatus', { isActive: false }],
  ['resetUserPassword', { newPassword: 'a fresh start for everybody' }],
  ['updateUserPermissions', { grant: ['audit:read'] }],
];

const ofUserChanges = userChanges.flatMap(([operationId, body]): Clash[] => {
  const to = (user: string, more: Partial<Parts> = {}): Parts => ({ params: { user }, body, ...more });
  const field = body ? ` of ${Object.keys(body).join()}` : '';
  const of = (broken: string, expected: string, parts: Parameters<typeof clash>[3]) =>
    clash(operationId, `${broken}${field}`, expected, parts);
  return [
    of('422 or 404', 'validation-failed', () => to(nobody, { query: '?nonsense=1', headers: stale })),
    of('422 or self', 'validation-failed', (scene) => to(scene.self, { query: '?nonsense=1' })),
    of('404 or 412', 'user-not-found', () => to(nobody, { headers: stale })),
    of('404 by name or 412', 'user-not-found', () => to('@nobody-at-all', { headers: stale })),
    of('self or 412', self, (scene) => to(scene.self, { headers: stale })),
    of('super or escalation or 412', superProtected, (scene) => to(scene.root, { headers: stale })),
    of('escalation or 412', escalation, (scene) => to(scene.strong, { headers: stale })),
    of('self or super, by the super admin, or 412', self, async ({ service, root }) => {
      const { accessToken } = await service.anonymous.logIn(rootLogIn);
      return to(root, { token: accessToken, headers: stale });
    }),
  ];
});

const rootLogIn = { username: 'root', password: 'the password of the super admin' };

async function taken(service: TestService): Promise<string> {
  return (await givenAccount(service)).username;
}

const ofUsers: readonly Clash[] = [
  clash('updateUser', 'unknown role or 404', 'validation-failed', () => ({
    params: { user: nobody },
    body: { role: 'no-such-role' },
  })),
  clash('updateUser', 'unknown role or self', 'validation-failed', (scene) => ({
    params: { user: scene.self },
    body: { role: 'no-such-role' },
  })),
  clash('updateUser', 'self or assigning super', self, (scene) => ({
    params: { user: scene.self },
    body: { role: 'super_admin' },
  })),
  clash('updateUser', 'assigning super or escalation', superProtected, (scene) => ({
    params: { user: scene.strong },
    body: { role: 'super_admin' },
    headers: stale,
  })),
  clash('updateUser', 'self through the status that hangs on the DID, or 412', self, (scene) => ({
    params: { user: scene.self },
    body: { did: null },
    headers: stale,
  })),
  clash('updateUser', 'rank or 412', escalation, async ({ service, weak }) => ({
    params: { user: weak },
    body: { role: await givenRole(service, [], 35) },
    headers: stale,
  })),
  clash('updateUser', 'escalation or taken', escalation, async ({ service, strong }) => ({
    params: { user: strong },
    body: { username: await taken(service) },
  })),
  clash('updateUser', '412 or taken', mismatch, async ({ service, weak }) => ({
    params: { user: weak },
    body: { username: await taken(service) },
    headers: stale,
  })),
  clash('updateUser', '412 or a foreign username', mismatch, ({ weak }) => ({
    params: { user: weak },
    body: { username: 'someone@example.org' },
    headers: stale,
  })),
  clash('updateUser', 'escalation or a foreign username', escalation, ({ strong }) => ({
    params: { user: strong },
    body: { username: 'someone@example.org' },
  })),
  clash('updateUserPermissions', 'unknown permission or 404', 'validation-failed', () => ({
    params: { user: nobody },
    body: { grant: ['no.such'] },
  })),
  clash('updateUserPermissions', 'unknown template or self', 'validation-failed', (scene) => ({
    params: { user: scene.self },
    body: { template: 'no-such-template' },
  })),
  clash('updateUserPermissions', 'escalation by the grant or 412', escalation, ({ weak }) => ({
    params: { user: weak },
    body: { grant: ['audit:read'] },
    headers: stale,
  })),
  clash('resetUserPassword', 'escalation or a refused password', escalation, async ({ service }) => {
    const { id, username } = await givenAccount(service, { permissions: ['audit:read'] });
    return { params: { user: id }, body: { newPassword: `${username} it is` } };
  }),
  clash('resetUserPassword', '412 or a refused password', mismatch, async ({ service }) => {
    const { id, username } = await givenAccount(service);
    return { params: { user: id }, body: { newPassword: `${username} it is` }, headers: stale };
  }),
  clash('createUser', 'unknown permission or super', 'validation-failed', () => ({
    body: { username: uniqueName(), role: 'super_admin', permissions: ['no.such'] },
  })),
  clash('createUser', 'super or escalation or taken', superProtected, async ({ service }) => ({
    body: { username: await taken(service), role: 'super_admin', permissions: ['audit:read'] },
  })),
  clash('createUser', 'escalation or taken', escalation, async ({ service }) => ({
    body: { username: await taken(service), permissions: ['audit:read'] },
  })),
  clash('createUser', 'escalation by template or taken', escalation, async ({ service }) => ({
    body: { username: await taken(service), template: 'full_access' },
  })),
  clash('createUser', 'rank or taken', escalation, async ({ service }) => ({
    body: { username: await taken(service), role: await givenRole(service, [], 35) },
  })),
  clash('updateMe', '422 or 412', 'validation-failed', () => ({ body: {}, headers: stale })),
  clash('transferSuper', 'super-required or 422', 'super-required', () => ({ body: {} })),
  clash('transferSuper', 'super-required or 404', 'super-required', () => ({
    body: { targetUserId: nobody, currentPassword: 'wrong' },
  })),
  clash('transferSuper', '404 or a wrong password', 'user-not-found', async ({ service }) => ({
    token: (await service.anonymous.logIn(rootLogIn)).accessToken,
    body: { targetUserId: nobody, currentPassword: 'wrong' },
  })),
];

export const clashesOfUsers: readonly Clash[] = [...ofUserChanges, ...ofUsers];
