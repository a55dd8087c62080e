import type { TestService } from './service.ts';

/** A row of the audit trail, as far as tests look at it. */
export interface AuditRow {
  readonly action: string;
  readonly outcome: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly credential_id: string | null;
  readonly target_kind: string;
  readonly target_id: string;
  readonly target_name: string;
  readonly changes: string;
  readonly request_id: string;
}

/** The rows that an action leaves. */
export async function auditRowsOf(service: TestService, action: () => Promise<unknown>): Promise<AuditRow[]> {
  const known = new Set(
    (await service.dependencies.database.reader('audit_events').select('id')).map((row) => row.id),
  );
  await action();
  const rows = await service.dependencies.database.reader('audit_events').orderBy('id').select('*');
  return rows.filter((row) => !known.has(row.id));
}

/** The rows of changes that happened; refused attempts are left out. */
export function successes(rows: readonly AuditRow[]): AuditRow[] {
  return rows.filter(({ outcome }) => outcome === 'success');
}
