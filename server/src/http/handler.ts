import type { AnswerHeader, OperationId, Operations, StreamFormat } from '@roster/contract';
import type * as z from 'zod';
import type { AuditEntry, AuditSource } from '../audit/audit-event.ts';
import type { Transaction } from '../database/database.ts';
import type { Dependencies } from '../dependencies.ts';
import type { HashPlace } from '../passwords/hash-gate.ts';
import type { Actor } from './actor.ts';
import type { Browser } from './browser.ts';
import type { Refusal } from './refusal.ts';

type Part<Id extends OperationId, Name extends string> =
  Operations[Id] extends Record<Name, infer Schema extends z.ZodType> ? z.output<Schema> : undefined;

type SuccessBody<Id extends OperationId> = Operations[Id]['success'] extends {
  body: infer Schema extends z.ZodType;
}
  ? z.input<Schema>
  : undefined;

/** Undefined only where the contract asks for no credential. */
type ActorOf<Id extends OperationId> = Operations[Id]['access']['credential'] extends 'none'
  ? undefined
  : Actor;

/** The headers that the contract declares, no more and no fewer. */
type SuccessHeaders<Id extends OperationId> = Operations[Id]['success'] extends {
  headers: readonly (infer Name extends AnswerHeader)[];
}
  ? { readonly headers: Readonly<Record<Name, string>> }
  : { readonly headers?: undefined };

/** A successful answer before it is checked against the contract. */
export type Answer<Id extends OperationId> = {
  readonly body: SuccessBody<Id>;
  /** True where the request made a resource that was not there, and the contract has a status for that. */
  readonly isCreated?: boolean;
  /** `Set-Cookie` headers, where the contract says that the operation gives or takes cookies. */
  readonly cookies?: readonly string[];
} & SuccessHeaders<Id>;

/** A successful answer that is sent page by page; from the second on, the next page is read while one is sent. */
export interface StreamedAnswer<Item = unknown> {
  readonly pages: AsyncIterable<readonly Item[]>;
  readonly format: StreamFormat;
}

/** What an operation answers with whose success is a stream. */
type StreamOf<Id extends OperationId> = Operations[Id]['success'] extends {
  stream: { item: infer Item extends z.ZodType };
}
  ? StreamedAnswer<z.input<Item>>
  : never;

/** An answer that was checked against the contract and serialized: ready to be sent. */
export interface SealedAnswer {
  readonly status: number;
  readonly headers: Partial<Record<AnswerHeader, string>>;
  readonly payload: string | undefined;
  readonly cookies?: readonly string[];
  /** True if it is the answer to an earlier request with the same idempotency key. */
  readonly isReplay?: boolean;
}

/**
 * What a change returns: its answer, and the audit row that it leaves, one for each user of an import, or the word that it
 * changed nothing. With a refusal in place of the answer the change is committed all the same, and the caller gets the
 * problem.
 */
export type Change<Id extends OperationId> = {
  readonly audit: AuditEntry | readonly AuditEntry[] | 'nothing-changed';
  /** What was refused of it while the rest was done. */
  readonly refused?: readonly Refusal[];
} & ({ readonly answer: Answer<Id>; readonly refusal?: undefined } | { readonly refusal: Refusal });

/** A request that passed every check that the contract declares. */
export interface HandlerRequest<Id extends OperationId> {
  readonly actor: ActorOf<Id>;
  readonly params: Part<Id, 'pathParams'>;
  readonly query: Part<Id, 'query'>;
  readonly body: Part<Id, 'body'>;
  /** The If-Match header as it was sent. */
  readonly ifMatch: string | undefined;
  readonly source: AuditSource;
  /** Where the passwords of this request are hashed. */
  readonly hashPlace: HashPlace;
  readonly browser: Browser;
  /**
   * Applies the contract's permissions to the caller once more, as the transaction sees them.
   * @throws Refusal `permission-denied` or `password-change-required`
   */
  authorizeAgain(actor: Actor): void;
  /**
   * Runs a change in a transaction. The answer is checked and serialized, and the audit row written, before COMMIT:
   * what cannot be answered or recorded is not done.
   */
  change(work: (tx: Transaction) => Promise<Change<Id>>): Promise<SealedAnswer>;
}

/** The story of one operation. Those that write return what `change` gave them. */
export type Handler<Id extends OperationId> = (
  request: HandlerRequest<Id>,
  dependencies: Dependencies,
) => Promise<Answer<Id> | SealedAnswer | StreamOf<Id>>;
