import { IdempotencyKey, type Operation, type ValidationError } from '@roster/contract';
import type { Request } from 'express';
import * as z from 'zod';
import { Refusal } from './refusal.ts';
import { secretFields, validationErrors } from './validation-errors.ts';

/** The input of a request after validation. */
export interface ParsedInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** Where the operation takes one, and it was sent. */
  readonly idempotencyKey: string | undefined;
}

const noSecrets: ReadonlySet<string> = new Set();
const keyHeader = 'Idempotency-Key';
const keySchema = z.compile(IdempotencyKey);

/** The key as it was sent. It is not shown in the error: it opens the answer that was stored under it. */
function parseKey({ takesIdempotencyKey }: Operation, request: Request, errors: ValidationError[]) {
  const sent = request.headers['idempotency-key'];
  if (!takesIdempotencyKey || sent === undefined) return undefined;
  const result = keySchema.safeParse(sent);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({ ...issue, path: [keyHeader] }));
  errors.push(...validationErrors('header', issues, {}, noSecrets));
  return undefined;
}

/** Express decodes a query leniently; half a character must not pass for a whole one. */
function refuseMalformedQuery(url: string): void {
  const start = url.indexOf('?');
  if (start < 0 || !url.includes('%', start)) return;
  try {
    decodeURIComponent(url.slice(start));
  } catch (cause) {
    throw new Refusal('malformed-request', 'The query is not valid percent-encoded UTF-8.', {}, { cause });
  }
}

/**
 * Makes the function that validates the input of an operation. Every fault in path, query and body is reported at once.
 */
export function inputParser(operation: Operation): (request: Request, body: unknown) => ParsedInput {
  const parts = [
    { place: 'path', schema: operation.pathParams, secrets: noSecrets },
    { place: 'query', schema: operation.query, secrets: noSecrets },
    { place: 'body', schema: operation.body, secrets: secretFields(operation.body) },
  ] as const;
  const compiled = parts.map((part) => ({
    ...part,
    schema: part.schema && z.compile<z.ZodType>(part.schema),
  }));

  return (request, body) => {
    refuseMalformedQuery(request.url);
    const inputs: Record<(typeof parts)[number]['place'], unknown> = {
      path: request.params,
      query: request.query,
      body,
    };
    const values: Partial<typeof inputs> = {};
    const errors: ValidationError[] = [];
    for (const { place, schema, secrets } of compiled) {
      if (!schema) continue;
      // Express makes these without a prototype, which zod does not take for a plain object.
      const input = place === 'body' ? inputs.body : { ...(inputs[place] as object) };
      const result = schema.safeParse(input);
      if (result.success) values[place] = result.data;
      else errors.push(...validationErrors(place, result.error.issues, input, secrets));
    }
    const idempotencyKey = parseKey(operation, request, errors);
    if (errors.length > 0) {
      throw new Refusal('validation-failed', 'The input is not valid; see errors.', { errors });
    }
    return { params: values.path, query: values.query, body: values.body, idempotencyKey };
  };
}
