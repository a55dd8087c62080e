import type { AuditChange, AuditEntry } from '../audit/audit-event.ts';

/** The audit entry of something that was done to a user. */
export function userAudit(
  action: string,
  user: { readonly id: string; readonly username: string },
  changes: readonly AuditChange[],
): AuditEntry {
  return { action, target: { kind: 'user', id: user.id, name: user.username }, changes };
}
