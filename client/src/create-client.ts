import type { Input } from './build-request.ts';
import type { ClientOptions, KeyedChangeOptions } from './call.ts';
import { ProblemError } from './errors.ts';
import type { Client } from './generated/client.ts';
import { routes } from './generated/routes.ts';
import type { Answer } from './read-answer.ts';
import { readRoute } from './read-route.ts';
import { sendCall } from './send-call.ts';

type Call = (input?: Input, options?: KeyedChangeOptions) => Promise<Answer>;

/**
 * Creates a client with a method per operation. The first argument of each holds all fields of the operation, those of
 * the path and the query beside those of the body; the second what concerns only this call.
 *
 * The methods answer with the typed body. They reject with a ProblemError if the service answers with a problem, a
 * NetworkError or TimeoutError if no answer arrives, an UnexpectedAnswerError if something else answers, and a TypeError,
 * before anything is sent, if a field of the path is missing. The methods under `raw` return problems instead.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://users.example.org', token: process.env.ROSTER_KEY });
 * const jane = await client.getUser({ user: '@jane' });
 * await client.updateUser({ user: jane.id, displayName: 'Jane R. Roe' }, { ifMatch: jane });
 */
export function createClient(settings: ClientOptions): Client {
  const raw: Record<string, Call> = {};
  const methods: Record<string, (...args: Parameters<Call>) => Promise<unknown>> = {};
  for (const [operationId, line] of Object.entries(routes)) {
    const route = readRoute(line);
    const call: Call = async (input = {}, options = {}) =>
      sendCall(operationId, route, input, options, settings);
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
