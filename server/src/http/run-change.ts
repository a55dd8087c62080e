import type { OperationId } from '@roster/contract';
import { auditActorOf } from '../audit/audit-actor.ts';
import type { AuditSource } from '../audit/audit-event.ts';
import { insertAuditEvents } from '../audit/audit-queries.ts';
import type { Transaction } from '../database/database.ts';
import type { Dependencies } from '../dependencies.ts';
import type { KeyedRequest } from '../idempotency/keyed-request.ts';
import { claimKey, keepOutcome } from '../idempotency/record-outcome.ts';
import type { Actor } from './actor.ts';
import type { Answer, Change, SealedAnswer } from './handler.ts';
import { Refusal } from './refusal.ts';

/** The request that a change belongs to. */
export interface ChangeContext {
  readonly actor: Actor | undefined;
  readonly source: AuditSource;
  /** The request as its idempotency key identifies it, if it has one. */
  readonly keyed: KeyedRequest | undefined;
  seal(answer: Answer<OperationId>): SealedAnswer;
  /** Records what the rules refused of a change that was done otherwise. */
  noteRefused(refusals: readonly Refusal[]): Promise<void>;
  /** What belongs into the transaction of every change that is not refused. */
  readonly settle: ((tx: Transaction) => Promise<void>) | undefined;
}

/**
 * Runs a change in a transaction, with its audit row, its idempotency record, and the check of its answer before COMMIT.
 * @throws Refusal that the change returned, after COMMIT, or threw, after rollback
 */
export async function runChange(
  work: (tx: Transaction) => Promise<Change<OperationId>>,
  context: ChangeContext,
  { database, clock, newId }: Dependencies,
): Promise<SealedAnswer> {
  const { keyed } = context;
  let refused: readonly Refusal[] = [];
  const outcome = await database.transact(async (tx) => {
    refused = [];
    const recorded = keyed && (await claimKey(tx, keyed, clock.now()));
    if (recorded) return recorded;
    const change = await work(tx);
    refused = change.refused ?? [];
    const result = change.refusal ?? context.seal(change.answer);
    if (!change.refusal) await context.settle?.(tx);
    const entries = change.audit === 'nothing-changed' ? [] : [change.audit].flat();
    const occurredAt = clock.now();
    await insertAuditEvents(
      tx,
      entries.map((entry) => ({
        id: newId(occurredAt),
        occurredAt,
        entry,
        actor: entry.actor ?? auditActorOf(context.actor),
        source: context.source,
      })),
    );
    if (keyed) await keepOutcome(tx, keyed, result);
    return result;
  });
  if (outcome instanceof Refusal) throw outcome;
  await context.noteRefused(refused);
  return outcome;
}
