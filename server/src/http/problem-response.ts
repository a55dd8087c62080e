import { type Problem, type ProblemCode, problems } from '@roster/contract';
import type { Request, Response } from 'express';
import {
  isConflict,
  isPoolExhausted,
  isUnavailable,
  OutcomeUnknownError,
} from '../database/database-errors.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refusal } from './refusal.ts';
import { sourceOf } from './request-context.ts';

const retryAfterSeconds = 2;

/** Every failure there is, as a problem of the catalogue. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const cause = { cause: error };
  if (error instanceof OutcomeUnknownError) {
    return new Refusal('outcome-unknown', problems['outcome-unknown'].when, { retryAfterSeconds }, cause);
  }
  if (isPoolExhausted(error)) {
    return new Refusal(
      'overloaded',
      'No database connection became free in time.',
      { retryAfterSeconds },
      cause,
    );
  }
  if (isUnavailable(error) || isConflict(error)) {
    return new Refusal(
      'database-unavailable',
      problems['database-unavailable'].when,
      { retryAfterSeconds },
      cause,
    );
  }
  if (error instanceof URIError) {
    return new Refusal('malformed-request', 'The path is not valid percent-encoded UTF-8.', {}, cause);
  }
  return new Refusal('internal-error', problems['internal-error'].when, {}, cause);
}

/** The document of a problem (RFC 9457, section 3). */
export function problemDocument(refusal: Refusal, instance: string, requestId: string): Problem {
  const { code, detail, extras } = refusal;
  const { title, status } = problems[code];
  const { missingPermissions, retryAfterSeconds: seconds, errors } = extras;
  return {
    type: `/problems/${code}`,
    title,
    status,
    detail,
    instance,
    code,
    requestId,
    ...(missingPermissions ? { missingPermissions: [...missingPermissions] } : {}),
    ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
    ...(errors ? { errors: [...errors] } : {}),
  };
}

/** The problems that RFC 9110 asks to explain themselves with a header. */
function problemHeaders(code: ProblemCode, refusal: Refusal): Record<string, string> {
  const headers: Record<string, string> = {};
  const { retryAfterSeconds: seconds, etag } = refusal.extras;
  if (seconds !== undefined) headers['Retry-After'] = String(seconds);
  if (etag !== undefined) headers.ETag = etag;
  if (problems[code].status === 401) {
    headers['WWW-Authenticate'] =
      code === 'credential-invalid'
        ? 'Bearer realm="roster", error="invalid_token"'
        : 'Bearer realm="roster"';
  }
  return headers;
}

/** Answers with the problem that the failure is; the one place where problems become HTTP. */
export function sendProblem(
  failure: unknown,
  request: Request,
  response: Response,
  { logger }: Pick<Dependencies, 'logger'>,
): void {
  const refusal = toRefusal(failure);
  const { requestId } = sourceOf(request);
  const { status } = problems[refusal.code];
  if (refusal.code === 'overloaded' && refusal.cause === undefined) {
    // It comes in crowds, and says all there is to say: the log must not become part of the load.
    logger.warn({ code: refusal.code, requestId }, 'a request was refused');
  } else if (status >= 500) {
    logger.error({ err: refusal.cause ?? refusal, code: refusal.code, requestId }, 'a request failed');
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const [instance = ''] = request.originalUrl.split('?', 1);
  const payload = JSON.stringify(problemDocument(refusal, instance.slice(0, 1024), requestId));
  response.status(status);
  for (const [name, value] of Object.entries(problemHeaders(refusal.code, refusal)))
    response.setHeader(name, value);
  const { cookies = [] } = refusal.extras;
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies);
  // A page may have allowed to keep it before it failed.
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.end(request.method === 'HEAD' ? undefined : payload);
}
