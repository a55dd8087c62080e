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

/** All rows, oldest first. */
export async function auditRows(service: TestService): Promise<AuditRow[]> {
  return service.dependencies.database.reader('audit_events').orderBy('id').select('*');
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
