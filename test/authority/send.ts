import { basePath, type OperationId, operations } from '@roster/contract';
import type { TestService } from '../support/service.ts';

/** A request of an operation, written down as data. */
export interface OperationRequest {
  readonly operationId: OperationId;
  /** The access token; none where it is left out. */
  readonly token?: string | undefined;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface OperationAnswer {
  readonly status: number;
  /** The code of the problem; undefined after success. */
  readonly code: string | undefined;
  readonly text: string;
  readonly headers: Headers;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

/** A member of a JSON object whose form the caller does not know. */
export function member(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
}

/** The path of a request, below the root of the service. */
export function pathOf({ operationId, params = {}, query = '' }: OperationRequest): string {
  const path = operations[operationId].path.replace(/:(\w+)/g, (_match, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${operationId} needs the path parameter ${name}.`);
    return encodeURIComponent(value).replaceAll('%40', '@');
  });
  return `${basePath}${path}${query}`;
}

/** Sends a request by hand, so that nothing but the service decides about it. */
export async function send(service: TestService, request: OperationRequest): Promise<OperationAnswer> {
  const { operationId, token, body } = request;
  const headers: Record<string, string> = { ...request.headers };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await service.fetch(pathOf(request), {
    method: operations[operationId].method,
    headers,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /[/+]json\b/.test(response.headers.get('Content-Type') ?? '');
  const json: unknown = isJson ? JSON.parse(text) : undefined;
  const code = member(json, 'code');
  return {
    status: response.status,
    code: response.status >= 400 && typeof code === 'string' ? code : undefined,
    text,
    headers: response.headers,
    json,
  };
}

/** The outcome in one word: the code of the problem, or `ok`. */
export function verdictOf(answer: OperationAnswer): string {
  if (answer.status >= 200 && answer.status < 300) return 'ok';
  return answer.code ?? `status ${answer.status}`;
}
