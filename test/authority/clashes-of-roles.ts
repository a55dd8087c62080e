import { givenAccount, uniqueName } from '../support/given.ts';
import type { TestService } from '../support/service.ts';
import { givenCaller, givenRole } from './callers.ts';
import { type Clash, clash, escalation, mismatch, self, stale } from './clash.ts';

async function assigned(service: TestService, permissions: string[]): Promise<string> {
  const role = await givenRole(service, permissions);
  await givenAccount(service, { role });
  return role;
}

const ofRoles: readonly Clash[] = [
  clash('createRole', 'unknown permission or taken', 'validation-failed', () => ({
    body: { name: 'viewer', rank: 30, permissions: ['no.such'] },
  })),
  clash('createRole', 'escalation or taken', escalation, () => ({
    body: { name: 'viewer', rank: 30, permissions: ['audit:read'] },
  })),
  clash('updateRole', 'unknown permission or 404', 'validation-failed', () => ({
    params: { roleName: 'no-such-role' },
    body: { permissions: ['no.such'] },
  })),
  clash('updateRole', '404 or 412', 'role-not-found', () => ({
    params: { roleName: 'no-such-role' },
    body: { description: 'x' },
    headers: stale,
  })),
  clash('updateRole', 'self or escalation or 412', self, async ({ service }) => {
    const role = await givenRole(service, ['roles:manage']);
    const { token } = await givenCaller(service, { role });
    return { token, params: { roleName: role }, body: { permissions: ['audit:read'] }, headers: stale };
  }),
  clash('updateRole', 'self through inclusion or escalation', self, () => ({
    params: { roleName: 'viewer' },
    body: { permissions: ['audit:read'] },
  })),
  clash('updateRole', 'built-in or 412', 'built-in-protected', () => ({
    params: { roleName: 'admin' },
    body: { permissions: ['audit:read'] },
    headers: stale,
  })),
  clash('updateRole', 'escalation before the change or 412', escalation, async ({ service }) => ({
    params: { roleName: await givenRole(service, ['audit:read']) },
    body: { permissions: [] },
    headers: stale,
  })),
  clash('updateRole', 'escalation by rank or taken', escalation, async ({ service }) => ({
    params: { roleName: await givenRole(service, []) },
    body: { rank: 81, name: 'viewer' },
  })),
  clash('updateRole', '412 or taken', mismatch, async ({ service }) => ({
    params: { roleName: await givenRole(service, []) },
    body: { name: 'viewer' },
    headers: stale,
  })),
  clash('deleteRole', '404 or 412', 'role-not-found', () => ({
    params: { roleName: 'no-such-role' },
    headers: stale,
  })),
  clash('deleteRole', 'self or in use or 412', self, async ({ service }) => {
    const role = await givenRole(service, ['roles:manage']);
    const { token } = await givenCaller(service, { role });
    return { token, params: { roleName: role }, headers: stale };
  }),
  clash('deleteRole', 'built-in or 412', 'built-in-protected', () => ({
    params: { roleName: 'editor' },
    headers: stale,
  })),
  clash('deleteRole', 'escalation or in use or 412', escalation, async ({ service }) => ({
    params: { roleName: await assigned(service, ['audit:read']) },
    headers: stale,
  })),
  clash('deleteRole', '412 or in use', mismatch, async ({ service }) => ({
    params: { roleName: await assigned(service, []) },
    headers: stale,
  })),
];

const ofTemplates: readonly Clash[] = [
  clash('putTemplate', 'unknown permission or escalation', 'validation-failed', () => ({
    params: { templateName: 'full_access' },
    body: { permissions: ['no.such'] },
  })),
  clash('putTemplate', 'escalation before the change or 412', escalation, () => ({
    params: { templateName: 'full_access' },
    body: { permissions: [] },
    headers: stale,
  })),
  clash('putTemplate', 'escalation after the change or 412', escalation, () => ({
    params: { templateName: uniqueName('template') },
    body: { permissions: ['audit:read'] },
    headers: stale,
  })),
  clash('deleteTemplate', '404 or 412', 'template-not-found', () => ({
    params: { templateName: 'no-such-template' },
    headers: stale,
  })),
  clash('deleteTemplate', 'escalation or 412', escalation, () => ({
    params: { templateName: 'full_access' },
    headers: stale,
  })),
  clash('putPermission', '422 or built-in', 'validation-failed', () => ({
    params: { permission: 'users:read' },
    body: {},
  })),
  clash('removePermission', 'escalation or in use', escalation, async ({ service }) => {
    const permission = `app.${uniqueName('thing')}`;
    await service.root.putPermission({ permission, description: '', category: 'app' });
    await givenAccount(service, { permissions: [permission] });
    return { params: { permission } };
  }),
];

export const clashesOfRoles: readonly Clash[] = [...ofRoles, ...ofTemplates];
