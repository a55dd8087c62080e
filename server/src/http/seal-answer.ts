import type { Operation } from '@roster/contract';
import * as z from 'zod';
import type { SealedAnswer } from './handler.ts';

/** An answer of an operation that does not know its own name: what `Answer` is before it is checked. */
export interface UncheckedAnswer {
  readonly body: unknown;
  readonly headers?: SealedAnswer['headers'] | undefined;
  readonly isCreated?: boolean;
  readonly cookies?: readonly string[];
}

/** True for answers that a change has checked and serialized already. */
export function isSealed(answer: UncheckedAnswer | SealedAnswer): answer is SealedAnswer {
  return 'payload' in answer;
}

/**
 * Makes the function that checks answers of an operation against its contract and serializes them. An answer that does
 * not fit, for instance with a field too many, is an error of the service and never leaves.
 */
export function answerSealer(operation: Operation): (answer: UncheckedAnswer) => SealedAnswer {
  const { body, createdStatus, headers: declared = [], cookies: mayHaveCookies } = operation.success;
  const schema = body && z.compile(body);
  return ({ body: value, headers = {}, isCreated = false, cookies = [] }) => {
    const status = isCreated ? (createdStatus ?? operation.success.status) : operation.success.status;
    const undeclared = Object.keys(headers).find((name) => !declared.some((header) => header === name));
    if (undeclared)
      throw new Error(`${operation.operationId} answers with the undeclared header ${undeclared}.`);
    const missing = declared.find((name) => headers[name] === undefined);
    if (missing) throw new Error(`${operation.operationId} answers without the header ${missing}.`);
    if (cookies.length > 0 && !mayHaveCookies)
      throw new Error(`${operation.operationId} answers with undeclared cookies.`);
    const payload = schema && JSON.stringify(schema.parse(value));
    return { status, headers, payload, cookies };
  };
}
