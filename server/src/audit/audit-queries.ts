import type { Transaction } from '../database/database.ts';
import { insertRows } from '../database/insert-rows.ts';
import type { AuditActor, AuditEntry, AuditSource } from './audit-event.ts';

/** An entry with everything that its row says. */
export interface AuditRow {
  readonly id: string;
  readonly occurredAt: number;
  readonly entry: AuditEntry;
  readonly actor: AuditActor;
  readonly source: AuditSource;
}

function auditRecord(row: AuditRow) {
  const { entry, actor, source } = row;
  return {
    id: row.id,
    occurred_at: row.occurredAt,
    action: entry.action,
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
  };
}

/** Adds one row to the audit trail. */
export async function insertAuditEvent(tx: Transaction, row: AuditRow): Promise<void> {
  await tx('audit_events').insert({ ...auditRecord(row), outcome: 'success' });
}

/** Adds one row for each to the audit trail. */
export async function insertAuditEvents(tx: Transaction, rows: readonly AuditRow[]): Promise<void> {
  await insertRows(
    tx,
    'audit_events',
    rows.map((row) => ({ ...auditRecord(row), outcome: 'success' })),
  );
}

/** A refused attempt; those with the same key are one row that counts them. */
export interface DenialRow extends AuditRow {
  readonly aggregateKey: string;
}

/** Adds a refused attempt to the audit trail: one statement, so that racing attempts are all counted. */
export async function countDenial(tx: Transaction, row: DenialRow): Promise<void> {
  await tx('audit_events')
    .insert({ ...auditRecord(row), outcome: 'denied', aggregate_key: row.aggregateKey })
    .onConflict('aggregate_key')
    .merge({ count: tx.raw('?? + 1', ['audit_events.count']) });
}
