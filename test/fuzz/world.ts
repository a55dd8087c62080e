import { randomUUID } from 'node:crypto';
import { givenCaller } from '../authority/callers.ts';
import { giveApiKey } from '../authority/give-api-key.ts';
import { giveSession } from '../authority/give-session.ts';
import { uniqueName } from '../support/given.ts';
import type { TestService } from '../support/service.ts';

/** Who makes the requests, from nobody to the super admin. */
export const callerNames = ['nobody', 'stranger', 'viewer', 'admin', 'super', 'key'] as const;
export type CallerName = (typeof callerNames)[number];

/** What requests are about. */
export interface World {
  readonly tokens: Readonly<Record<CallerName, string | undefined>>;
  /** By the name of the path parameter. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
}

/** Makes everything that requests can name, and everybody who can send them. */
export async function createWorld(home: TestService, superId: string): Promise<World> {
  // The sessions of the world before may have been ended by what it was for.
  const root = await giveSession(home, superId);
  const service = { ...home, root: home.as(root.accessToken) };
  const viewer = await givenCaller(service);
  const admin = await givenCaller(service, { role: 'admin' });
  const target = await givenCaller(service, { role: 'editor', servers: ['eu-1'], metadata: { a: 1 } });
  const held = ['users:read', 'users:update', 'users:create'];
  const adminKey = await giveApiKey(service, admin.user.id, held);
  const targetKey = await giveApiKey(service, target.user.id, ['users:read']);
  const role = await service.root.createRole({
    name: uniqueName('role'),
    rank: 20,
    permissions: ['users:read'],
  });
  const permission = `things:${uniqueName()}`;
  await service.root.putPermission({ permission, description: 'A thing.', category: 'things' });
  const templateName = uniqueName('template');
  await service.root.putTemplate({ templateName, permissions: ['stats:read'] });
  return {
    tokens: {
      nobody: undefined,
      stranger: `rst_a_${'A'.repeat(43)}`,
      viewer: viewer.token,
      admin: admin.token,
      super: root.accessToken,
      key: adminKey.key,
    },
    targets: {
      user: [
        target.user.id,
        `@${target.user.username}`,
        viewer.user.id,
        admin.user.id,
        superId,
        randomUUID(),
      ],
      roleName: [role.name, 'viewer', 'admin', 'super_admin'],
      permission: [permission, 'users:read', `no.such:${uniqueName()}`],
      templateName: [templateName, 'operator', uniqueName('no-such')],
      sessionId: [target.session.id, viewer.session.id, admin.session.id, randomUUID()],
      apiKeyId: [targetKey.id, adminKey.id, randomUUID()],
    },
  };
}
