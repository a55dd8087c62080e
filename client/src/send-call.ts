import { buildHeaders } from './build-headers.ts';
import { buildRequest, type Input } from './build-request.ts';
import type { ClientOptions, KeyedChangeOptions, TokenKeeper, TokenSource } from './call.ts';
import { NetworkError, UnexpectedAnswerError } from './errors.ts';
import { basePath } from './generated/routes.ts';
import { type Answer, readAnswer } from './read-answer.ts';
import type { Route } from './read-route.ts';
import { isTransient, type Outcome, retryDelay } from './retry-delay.ts';
import { withDeadline } from './with-deadline.ts';

/** Sends a call, repeats it where that is safe and useful, and once more if its token was refused and renewed. */
export async function sendCall(
  operationId: string,
  route: Route,
  input: Input,
  given: KeyedChangeOptions,
  settings: ClientOptions,
): Promise<Answer> {
  const maxRetries = given.maxRetries ?? settings.maxRetries ?? 2;
  const timeoutMs = given.timeoutMs ?? settings.timeoutMs ?? 30_000;
  const idempotencyKey =
    given.idempotencyKey ?? (route.takesIdempotencyKey && maxRetries > 0 ? makeKey() : undefined);
  const options = { ...given, idempotencyKey };
  const isRepeatable = route.method === 'GET' || idempotencyKey !== undefined;
  const source = route.isPublic ? undefined : given.token === undefined ? settings.token : given.token;
  const { path, body } = buildRequest(operationId, route, input);
  const url = settings.baseUrl.replace(/\/+$/, '') + basePath + path;

  return withDeadline(operationId, timeoutMs, given.signal, route.isStream, async ({ signal, pause }) => {
    let isRenewed = false;
    for (let retries = 0; ; ) {
      const token = await readToken(source);
      const headers = buildHeaders(operationId, route, token, options, settings.headers);
      signal.throwIfAborted();
      // A redirect is not followed: it would carry the request, and on some platforms the token, to another place.
      const init = {
        method: route.method,
        headers,
        signal,
        redirect: 'manual',
        ...(body && { body }),
      } as const;
      const outcome = await attempt(operationId, route, signal, () => (settings.fetch ?? fetch)(url, init));
      if (!isRenewed && 'status' in outcome && outcome.status === 401 && isKeeper(source)) {
        isRenewed = true;
        if (await source.renew(token)) continue;
      }
      const isWorthwhile = isRepeatable && retries < maxRetries && isTransient(outcome);
      if (isWorthwhile && (await pause(retryDelay(outcome, retries++)))) continue;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    }
  });
}

async function attempt(
  operationId: string,
  route: Route,
  signal: AbortSignal,
  send: () => Promise<Response>,
): Promise<Outcome> {
  try {
    return await readAnswer(operationId, route, await send(), signal);
  } catch (error) {
    return error instanceof UnexpectedAnswerError ? error : new NetworkError(operationId, error);
  }
}

async function readToken(source: TokenSource | null | undefined): Promise<string | undefined> {
  if (isKeeper(source)) return source.current();
  return typeof source === 'function' ? source() : (source ?? undefined);
}

function isKeeper(source: TokenSource | null | undefined): source is TokenKeeper {
  return typeof source === 'object' && source !== null;
}

/** 192 random bits. `randomUUID` would do but is missing on pages that are not served by https. */
function makeKey(): string {
  return crypto.getRandomValues(new Uint32Array(6)).join('-');
}
