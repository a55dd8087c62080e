import type { Problem, ProblemCode } from './generated/types.ts';

/** An access token, or a function that is asked for the current one before every call. */
export type TokenSource = string | (() => string | undefined | Promise<string | undefined>);

/** Headers by name. */
export type HeaderFields = Readonly<Record<string, string>>;

/** What can be said about a single call. */
export interface CallOptions {
  /** Aborts the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Replaces the client's time limit; 0 means none. */
  readonly timeoutMs?: number | undefined;
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

/** An answer of the service, whether it is the one that was wanted or a problem. */
export type RawAnswer<Body, Status extends number, Code extends ProblemCode> =
  | { readonly ok: true; readonly status: Status; readonly body: Body; readonly headers: Headers }
  | {
      readonly ok: false;
      readonly status: number;
      readonly problem: Problem<Code>;
      readonly headers: Headers;
    };

/** How an operation is called. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly pathFields: readonly string[];
  readonly queryFields: readonly string[];
  readonly headerFields: readonly string[];
  readonly hasBody: boolean;
  /** The status of success. */
  readonly status: number;
  /** True if no credential is asked for; none is sent then. */
  readonly isPublic: boolean;
}
