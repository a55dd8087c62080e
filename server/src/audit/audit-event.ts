import { isDeepStrictEqual } from 'node:util';

/** One field that a change touched. Secrets are named, never shown. */
export interface AuditChange {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What happened to whom; who did it, when and from where is added from the request. */
export interface AuditEntry {
  readonly action: string;
  readonly target: AuditTarget;
  readonly changes: readonly AuditChange[];
  /** Who did it, where that is not the caller's credential, as at a log-in. */
  readonly actor?: AuditActor;
}

/** To whom or what. */
export interface AuditTarget {
  readonly kind: string;
  readonly id: string | null;
  readonly name: string | null;
}

/** Who did it. */
export interface AuditActor {
  /** `api-key` is a user, too: one who acted through a key, whose id is that of the credential. */
  readonly kind: 'user' | 'api-key' | 'system';
  readonly id: string | null;
  readonly name: string | null;
  readonly credentialId: string | null;
}

/** Where a request came from. */
export interface AuditSource {
  readonly requestId: string;
  readonly sourceAddress: string;
  readonly userAgent: string;
}

/** The service itself, at its start. */
export const systemActor: AuditActor = { kind: 'system', id: null, name: null, credentialId: null };

/** The fields that differ, in the order of the second object. The order of keys inside of a value is no difference. */
export function changedFields(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): AuditChange[] {
  return Object.keys(after)
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}
