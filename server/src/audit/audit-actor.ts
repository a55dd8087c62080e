import type { Actor } from '../http/actor.ts';
import { type AuditActor, systemActor } from './audit-event.ts';

/** Whoever made a request, as the audit trail names them: the user, and with what kind of credential. */
export function auditActorOf(actor: Actor | undefined): AuditActor {
  if (actor === undefined) return systemActor;
  const { user, credential } = actor;
  const kind = credential.kind === 'api-key' ? 'api-key' : 'user';
  return { kind, id: user.id, name: user.username, credentialId: credential.id };
}
