import type { ProblemCode, ValidationError } from '@roster/contract';

/** What a problem says besides its code and detail. */
export interface RefusalExtras {
  readonly missingPermissions?: readonly string[];
  readonly retryAfterSeconds?: number;
  readonly errors?: readonly ValidationError[];
  /** The entity tag of the resource as it is now. */
  readonly etag?: string;
  /** `Set-Cookie` headers: they take back tokens that are not valid. */
  readonly cookies?: readonly string[];
}

/**
 * What an operation throws to answer with a problem of the catalogue. The detail is read by clients: it must not hold
 * anything they may not know.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  readonly detail: string;
  readonly extras: RefusalExtras;

  constructor(code: ProblemCode, detail: string, extras: RefusalExtras = {}, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
    this.extras = extras;
  }
}

/** A refusal of one field of the body, in the form of the validation of the contract. */
export function fieldRefusal(code: ProblemCode, field: string, type: string, msg: string): Refusal {
  return new Refusal(code, msg, { errors: [{ loc: ['body', field], msg, type }] });
}
