import { buildHeaders } from './build-headers.ts';
import { buildRequest, type Input } from './build-request.ts';
import type { ChangeOptions, HeaderFields, RawAnswer, TokenSource } from './call.ts';
import { ProblemError } from './errors.ts';
import { exchange } from './exchange.ts';
import type { Client } from './generated/client.ts';
import { routes } from './generated/routes.ts';
import type { ProblemCode } from './generated/types.ts';
import { readAnswer } from './read-answer.ts';

/** What a client needs to know. */
export interface ClientOptions {
  /** Where the service is, e.g. `https://users.example.org`; in a browser, `''` means the page's own origin. */
  readonly baseUrl: string;
  readonly token?: TokenSource | undefined;
  /** Replaces the platform's fetch. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Sent with every call. */
  readonly headers?: HeaderFields | undefined;
  /** How long a call may take until its answer is read; 30,000 if left out, 0 means no limit. */
  readonly timeoutMs?: number | undefined;
}

type Answer = RawAnswer<unknown, number, ProblemCode>;
type Call = (input?: Input, options?: ChangeOptions) => Promise<Answer>;

/**
 * Creates a client with a method per operation. The first argument of each holds all fields of the operation, those of
 * the path and the query beside those of the body; the second what concerns only this call.
 *
 * The methods answer with the typed body. They reject with a ProblemError if the service answers with a problem, a
 * NetworkError or TimeoutError if no answer arrives, an UnexpectedAnswerError if something else answers, and a TypeError,
 * before anything is sent, if a field of the path is missing. The methods under `raw` return problems instead.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://users.example.org', token: () => session.accessToken });
 * const jane = await client.getUser({ user: '@jane' });
 * await client.updateUser({ user: jane.id, displayName: 'Jane R. Roe' }, { ifMatch: jane });
 */
export function createClient(settings: ClientOptions): Client {
  const raw: Record<string, Call> = {};
  const methods: Record<string, (...args: Parameters<Call>) => Promise<unknown>> = {};
  for (const [operationId, route] of Object.entries(routes)) {
    const call: Call = async (input = {}, options = {}) => {
      const { path, body } = buildRequest(operationId, route, input);
      const headers = await buildHeaders(operationId, route, options, settings);
      const url = `${settings.baseUrl.replace(/\/+$/, '')}${path}`;
      const send = (signal: AbortSignal) => {
        const init = { method: route.method, headers, signal, ...(body !== undefined && { body }) };
        return settings.fetch ? settings.fetch(url, init) : fetch(url, init);
      };
      const timeoutMs = options.timeoutMs ?? settings.timeoutMs ?? 30_000;
      return readAnswer(
        operationId,
        route.status,
        await exchange(operationId, send, options.signal, timeoutMs),
      );
    };
    raw[operationId] = call;
    methods[operationId] = async (...args) => {
      const answer = await call(...args);
      if (!answer.ok) throw new ProblemError(operationId, answer.problem, answer.status, answer.headers);
      return answer.body;
    };
  }
  // The route table has an entry per method of the interface, because both are generated from the same contract.
  return { ...methods, raw } as unknown as Client;
}
