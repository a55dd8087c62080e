import type { AuditEntry } from '../audit/audit-event.ts';

/** The audit entry of a session that somebody ended. */
export function sessionEnded(sessionId: string, username: string): AuditEntry {
  return {
    action: 'session.ended',
    target: { kind: 'session', id: sessionId, name: username },
    changes: [],
  };
}
