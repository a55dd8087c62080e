import type { RawAnswer } from './call.ts';
import { UnexpectedAnswerError } from './errors.ts';
import type { Problem, ProblemCode } from './generated/types.ts';
import { itemStream } from './item-stream.ts';
import type { Route } from './read-route.ts';

/** An answer of any operation. */
export type Answer = RawAnswer<unknown, number, ProblemCode>;

/** Reads an answer: tells success from problem, and both from what is no answer of the service at all. */
export async function readAnswer(
  operationId: string,
  route: Route,
  response: Response,
  signal: AbortSignal,
): Promise<Answer> {
  const { ok, status, headers } = response;
  if (ok && route.isStream && /ndjson|csv/.test(`${headers.get('Content-Type')}`))
    return { ok, status, body: itemStream(operationId, response, signal), headers };
  const text = await response.text();
  const content = parseJson(headers, text);
  if (ok && (route.isEmpty ? text === '' : content !== undefined))
    return { ok, status, body: content, headers };
  if (!ok && isProblemDocument(content)) return { ok, status, problem: content, headers };
  throw new UnexpectedAnswerError(operationId, status, headers, text);
}

function parseJson(headers: Headers, text: string): unknown {
  if (!/[/+]json\b/i.test(headers.get('Content-Type') ?? '')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblemDocument(content: unknown): content is Problem {
  return typeof Object(content).code === 'string';
}
