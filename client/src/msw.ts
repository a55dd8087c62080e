import type { RawFailure, RawSuccess } from './call.ts';
import type { RawClient } from './generated/client.ts';
import { basePath, routes } from './generated/routes.ts';
import type { Problem, ProblemCode } from './generated/types.ts';
import type { ItemStream } from './item-stream.ts';
import { readRoute } from './read-route.ts';

/** What an operation is asked in a test. */
export interface MockRequest {
  readonly request: Request;
  /** The fields of the path. */
  readonly params: Readonly<Record<string, string | readonly string[] | undefined>>;
}

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

/** The part of `http` of msw that is needed. */
export type MockHttp<Handler> = {
  readonly [method in Method]: (
    path: string,
    resolver: (request: MockRequest) => Response | Promise<Response>,
  ) => Handler;
};

interface MockSuccess<Status extends number, Body> {
  readonly status: Status;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

interface MockFailure<Status extends number, Code extends ProblemCode>
  extends Partial<Omit<Problem, 'status' | 'code'>> {
  readonly status: Status;
  readonly code: Code;
  readonly headers?: Readonly<Record<string, string>>;
}

type MockOf<Raw> =
  Raw extends RawSuccess<infer Body, infer Status>
    ? MockSuccess<Status, Body extends ItemStream<unknown> ? Response : Body>
    : Raw extends RawFailure<infer Status, infer Code>
      ? MockFailure<Status, Code>
      : never;

/** What an operation can answer with in a test: a body, of a stream a whole response, or a problem of which only the code is needed. */
export type MockAnswer<Op extends keyof RawClient> = MockOf<Awaited<ReturnType<RawClient[Op]>>>;

/**
 * A handler of msw for an operation, which answers with what the service could answer with and nothing else. `http` is that of msw.
 *
 * @example
 * server.use(
 *   mockOf(http, 'getUser', { status: 200, body: jane }),
 *   mockOf(http, 'createUser', { status: 409, code: 'username-taken' }),
 *   mockOf(http, 'getRole', ({ params }) => ({ status: 200, body: { ...role, name: String(params.roleName) } })),
 * );
 */
export function mockOf<Op extends keyof RawClient, Handler>(
  http: MockHttp<Handler>,
  operationId: Op,
  answer: MockAnswer<Op> | ((request: MockRequest) => MockAnswer<Op> | Promise<MockAnswer<Op>>),
  baseUrl = '*',
): Handler {
  const { method, path } = readRoute(routes[operationId]);
  const url = baseUrl.replace(/\/+$/, '') + basePath + path.replace(/{(\w+)}/g, ':$1');
  const respond = typeof answer === 'function' ? answer : () => answer;
  // The table was generated from a contract that knows no other methods.
  return http[method.toLowerCase() as Method](url, async (request) => responseOf(await respond(request)));
}

function responseOf(answer: MockSuccess<number, unknown> | MockFailure<number, ProblemCode>): Response {
  const { status, headers, ...rest } = answer;
  const type = 'code' in rest ? 'application/problem+json' : 'application/json';
  const body = 'code' in rest ? { ...problemOf(status, rest.code), ...rest } : rest.body;
  if (body instanceof Response) return body;
  return new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { ...(body !== undefined && { 'Content-Type': type }), ...headers },
  });
}

function problemOf(status: number, code: ProblemCode): Problem {
  const said = { title: code, detail: 'It happened in a test.', instance: basePath, requestId: 'test' };
  return { type: `/problems/${code}`, status, code, ...said };
}
