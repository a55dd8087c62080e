import type { OperationId, ProblemCode } from '@roster/contract';
import { givenSession, givenUser } from '../support/given.ts';
import { superPassword, superUsername, type TestService } from '../support/service.ts';
import { changing, manager, onAdmin, onSuper } from './provoker-parts.ts';
import type { Provoker } from './shared-provokers.ts';

/** An id in the form of ours that no session has. */
const noSession = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e71';

const onNoSession = changing(({ sample }) => ({ path: sample.path.replace(/[^/]+$/, noSession) }));

const lists = {
  'cursor-invalid': changing(({ sample }) => ({ path: `${sample.path}?cursor=of-somebody-else` })),
} satisfies Partial<Record<ProblemCode, Provoker>>;

function sessionPath(user: string, sessionId: string): string {
  return `/api/v1/users/${encodeURIComponent(user)}/sessions/${sessionId}`;
}

async function superSessionPath(service: TestService): Promise<string> {
  const { sessionId } = await service.anonymous.logIn({ username: superUsername, password: superPassword });
  return sessionPath(`@${superUsername}`, sessionId);
}

type SessionOperation = Extract<OperationId, `${string}Sessions` | `${string}Session`>;

/** The problems of sessions; refreshing one is not among them. */
export const sessionProvokers: Record<
  Exclude<SessionOperation, 'refreshSession'>,
  Partial<Record<ProblemCode, Provoker>>
> = {
  listOwnSessions: lists,
  revokeOwnSession: { 'session-not-found': onNoSession },
  listUserSessions: lists,
  revokeUserSession: {
    'session-not-found': onNoSession,
    'super-protected': changing(async ({ service }) => ({
      path: await superSessionPath(service),
      token: (await givenUser(service, { role: 'admin' })).accessToken,
    })),
    'escalation-refused': changing(async ({ service }) => {
      const admin = await givenUser(service, { role: 'admin' });
      const { sessionId } = await givenSession(service, admin);
      return { path: sessionPath(admin.user.id, sessionId), ...(await manager(service)) };
    }),
  },
  revokeUserSessions: { 'super-protected': onSuper, 'escalation-refused': onAdmin },
};
