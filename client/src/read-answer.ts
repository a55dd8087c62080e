import type { RawAnswer } from './call.ts';
import { UnexpectedAnswerError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { Problem, ProblemCode } from './generated/types.ts';

/** Tells success from problem, and both from what is no answer of the service at all. */
export function readAnswer(
  operationId: string,
  expectedStatus: number,
  { response, text }: Exchange,
): RawAnswer<unknown, number, ProblemCode> {
  const { ok, status, headers } = response;
  const hasBody = expectedStatus !== 204;
  const content = parseJson(headers, text);
  if (ok && (hasBody ? content !== undefined : text === '')) return { ok, status, body: content, headers };
  if (!ok && isProblemDocument(content)) return { ok: false, status, problem: content, headers };
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
  return (
    typeof content === 'object' && content !== null && 'code' in content && typeof content.code === 'string'
  );
}
