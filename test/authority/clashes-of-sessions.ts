import { givenAccount } from '../support/given.ts';
import type { TestService } from '../support/service.ts';
import { type Clash, clash, escalation, mismatch, nobody, stale, superProtected } from './clash.ts';
import { giveSession } from './give-session.ts';

const noSession = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e71';

async function sessionOf(service: TestService, user: string) {
  return { user, sessionId: (await giveSession(service, user)).id };
}

export const clashesOfSessions: readonly Clash[] = [
  clash('revokeUserSession', '422 or 404', 'validation-failed', () => ({
    params: { user: nobody, sessionId: 'no-uuid' },
  })),
  clash('revokeUserSession', 'missing user or missing session', 'user-not-found', () => ({
    params: { user: nobody, sessionId: noSession },
  })),
  clash('revokeUserSession', 'missing session or super', 'session-not-found', ({ root }) => ({
    params: { user: root, sessionId: noSession },
  })),
  clash('revokeUserSession', 'missing session or escalation', 'session-not-found', ({ strong }) => ({
    params: { user: strong, sessionId: noSession },
  })),
  clash('revokeUserSession', 'somebody else’s session or super', 'session-not-found', async (scene) => ({
    params: { ...(await sessionOf(scene.service, scene.weak)), user: scene.root },
  })),
  clash('revokeUserSession', 'super or escalation', superProtected, async ({ service, root }) => ({
    params: await sessionOf(service, root),
  })),
  clash('revokeUserSession', 'escalation', escalation, async ({ service, strong }) => ({
    params: await sessionOf(service, strong),
  })),
  clash('revokeUserSessions', '422 or 404', 'validation-failed', () => ({
    params: { user: nobody },
    query: '?nonsense=1',
  })),
  clash('revokeUserSessions', '404 or 412', 'user-not-found', () => ({
    params: { user: nobody },
    headers: stale,
  })),
  clash('revokeUserSessions', 'super or escalation or 412', superProtected, ({ root }) => ({
    params: { user: root },
    headers: stale,
  })),
  clash('revokeUserSessions', 'escalation or 412', escalation, ({ strong }) => ({
    params: { user: strong },
    headers: stale,
  })),
  clash('revokeUserSessions', '412', mismatch, async ({ service }) => ({
    params: { user: (await givenAccount(service)).id },
    headers: stale,
  })),
];
