import { createHash } from 'node:crypto';
import type { ProblemCode } from '@roster/contract';
import type { Database } from '../database/database.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Actor } from '../http/actor.ts';
import { Refusal } from '../http/refusal.ts';
import { findUserNamed } from '../users/find-user.ts';
import { auditActorOf } from './audit-actor.ts';
import type { AuditSource, AuditTarget } from './audit-event.ts';
import { countDenial } from './audit-queries.ts';

/** Attempts to do what one may not; mistakes in the input are none. */
const denials: ReadonlySet<ProblemCode> = new Set([
  'permission-denied',
  'escalation-refused',
  'self-action-refused',
  'super-protected',
  'super-required',
  'session-required',
  'built-in-protected',
  'transfer-target-refused',
]);

/** Attempts that were refused before it was looked what they are about. */
const untold: ReadonlySet<ProblemCode> = new Set(['permission-denied', 'session-required']);

/** How often the same attempt becomes a row of its own. */
const aggregateEveryMs = 60_000;

/** The request that was refused. */
export interface DeniedRequest {
  readonly operationId: string;
  readonly actor: Actor | undefined;
  readonly source: AuditSource;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * What the path names; a user is the same however the path spells them. Of a caller without the permission, or with an
 * API key where a session is needed, nothing is looked up, and nothing is kept apart.
 */
async function targetOf(
  { params }: DeniedRequest,
  code: ProblemCode,
  database: Database,
): Promise<AuditTarget> {
  const [parameter, value] = Object.entries(params)[0] ?? [];
  if (parameter === undefined || typeof value !== 'string' || untold.has(code)) {
    return { kind: 'none', id: null, name: null };
  }
  const kind = parameter.replace(/Name$/, '');
  const user = kind === 'user' ? await findUserNamed(database, value) : undefined;
  return { kind, id: user?.id ?? null, name: user?.username ?? value.slice(0, 150) };
}

function aggregateKey(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * Notes refused attempts of a request in the audit trail, in transactions of their own, because that of the attempt was
 * rolled back. The same attempt of the same actor on the same target is one row a minute, so that nobody fills the trail.
 */
export async function recordDenials(
  failures: readonly unknown[],
  request: DeniedRequest,
  dependencies: Dependencies,
): Promise<void> {
  const { actor } = request;
  if (!actor) return;
  const codes = failures.flatMap((failure) => (failure instanceof Refusal ? failure.code : []));
  for (const code of new Set(codes)) {
    if (!denials.has(code)) continue;
    // The refusal stands whether or not it can be noted.
    await noteDenial(code, { ...request, actor }, dependencies).catch((error: unknown) =>
      dependencies.logger.error({ err: error }, 'a refused attempt could not be recorded'),
    );
  }
}

async function noteDenial(
  code: ProblemCode,
  request: DeniedRequest & { readonly actor: Actor },
  { database, clock, newId }: Dependencies,
): Promise<void> {
  const { user } = request.actor;
  const target = await targetOf(request, code, database);
  const occurredAt = clock.now();
  const minute = Math.floor(occurredAt / aggregateEveryMs);
  const row = {
    id: newId(occurredAt),
    occurredAt,
    entry: { action: request.operationId, target, changes: [{ field: 'problem', after: code }] },
    actor: auditActorOf(request.actor),
    source: request.source,
    aggregateKey: aggregateKey([
      user.id,
      request.operationId,
      code,
      target.kind,
      target.id ?? target.name,
      minute,
    ]),
  };
  await database.transact((tx) => countDenial(tx, row));
}
