import type { Transaction } from '../database/database.ts';
import type { AuditActor, AuditEntry, AuditSource } from './audit-event.ts';

/** An entry with everything that its row says. */
export interface AuditRow {
  readonly id: string;
  readonly occurredAt: number;
  readonly entry: AuditEntry;
  readonly actor: AuditActor;
  readonly source: AuditSource;
}

/** Adds one row to the audit trail. */
export async function insertAuditEvent(tx: Transaction, row: AuditRow): Promise<void> {
  const { entry, actor, source } = row;
  await tx('audit_events').insert({
    id: row.id,
    occurred_at: row.occurredAt,
    action: entry.action,
    outcome: 'success',
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    credential_id: actor.credentialId,
    target_kind: entry.target.kind,
    target_id: entry.target.id,
    target_name: entry.target.name,
    changes: JSON.stringify(entry.changes),
    request_id: source.requestId,
    source_address: source.sourceAddress,
    user_agent: source.userAgent,
    count: 1,
  });
}
