import type { Problem, ProblemCode } from './generated/types.ts';

/**
 * Holds the credential of a client and can renew it, e.g. a session kept by `keepSession`. On a 401 the client asks it to
 * renew and sends the request once more.
 */
export interface TokenKeeper {
  /** The token to send; undefined sends none. */
  current(): string | undefined | Promise<string | undefined>;
  /** Gets a new token after this one was refused. False if there is none to be had. */
  renew(refused: string | undefined): Promise<boolean>;
}

/** An access token or API key, a function that is asked for the current one before every call, or a keeper. */
export type TokenSource = string | (() => string | undefined | Promise<string | undefined>) | TokenKeeper;

/** Headers by name. */
export type HeaderFields = Readonly<Record<string, string>>;

/** What a client needs to know. */
export interface ClientOptions {
  /** Where the service is, e.g. `https://users.example.org`; in a browser, `''` means the page's own origin. */
  readonly baseUrl: string;
  /** Sent with every operation that needs a credential. */
  readonly token?: TokenSource | null | undefined;
  /** Replaces the platform's fetch. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Sent with every call. */
  readonly headers?: HeaderFields | undefined;
  /**
   * How long a call may take, with its retries, until its answer is read, or, if that is a stream, begins; 30,000 if left
   * out, 0 means no limit.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * How often a call is repeated after a lost connection or an answer 408, 429, 502, 503 or 504; 2 if left out. Only a
   * GET, or a POST with an idempotency key, is ever repeated.
   */
  readonly maxRetries?: number | undefined;
}

/** What can be said about a single call. */
export interface CallOptions {
  /** Aborts the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Replaces the client's time limit, which covers the whole call with its retries; 0 means none. */
  readonly timeoutMs?: number | undefined;
  /** Replaces the client's number of retries. */
  readonly maxRetries?: number | undefined;
  /** Added to the client's headers, and stronger than these. */
  readonly headers?: HeaderFields | undefined;
  /** Replaces the client's token; null sends none. */
  readonly token?: TokenSource | null | undefined;
}

/** What can be said about a call that changes a resource. */
export interface ChangeOptions extends CallOptions {
  /**
   * The version that the change is meant for: an ETag, or the resource as it was read. If it has another version by
   * now, nothing is done and the problem is `version-mismatch`.
   */
  readonly ifMatch?: string | { readonly id: string; readonly version: number } | undefined;
}

/** What can be said about a call that must not happen twice. */
export interface KeyedOptions extends CallOptions {
  /**
   * 22 to 128 random visible characters. Calls with the same key and the same input happen once; repeat one to learn an
   * outcome that got lost, also after a restart. Left out, the client makes a key for the retries of this call.
   */
  readonly idempotencyKey?: string | undefined;
}

/** What can be said about a call that changes a resource and must not happen twice. */
export interface KeyedChangeOptions extends ChangeOptions, KeyedOptions {}

/** The answer that was wanted. */
export interface RawSuccess<Body, Status extends number> {
  readonly ok: true;
  readonly status: Status;
  readonly body: Body;
  readonly headers: Headers;
}

/** A problem instead of the answer that was wanted. */
export interface RawFailure<Status extends number, Code extends ProblemCode> {
  readonly ok: false;
  readonly status: Status;
  readonly problem: Problem<Code>;
  readonly headers: Headers;
}

/** An answer of the service, whether it is the one that was wanted or a problem. */
export type RawAnswer<Body, Status extends number, Code extends ProblemCode> =
  | RawSuccess<Body, Status>
  | RawFailure<number, Code>;
