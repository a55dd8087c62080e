import { Agent, request } from 'node:http';
import { Problem } from '@roster/contract';
import { expect } from 'vitest';
import type { ObservedAnswer } from '../support/check-answer.ts';
import { noteSecrets } from '../support/issued-secrets.ts';
import { judgeAnswer } from '../support/judge-answer.ts';

/** A request just as it goes over the wire: neither path nor headers are normalized on the way. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

/** An answer that kept the promises every answer makes. */
export interface Answer extends ObservedAnswer {
  /** The problem document, if it is one. */
  readonly problem: Problem | undefined;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** What no client may ever see: stacks, SQL, paths of files, names of libraries. */
const internals =
  /\n\s+at |\.[jt]s:\d+|node_modules|\/work\/|\/server\/src|\bselect .+ from\b|insert into|sqlite|mysql|mariadb|knex|express|ts-rest|\bzod|better-sqlite|body-parser|argon2|HPE_|ERR_[A-Z]/i;

/** Everything of a problem but the path, which is the caller's own text. */
function withoutInstance(problem: Problem): string {
  return JSON.stringify({ ...problem, instance: '' });
}

function expectProblemDocument(answer: ObservedAnswer): Problem {
  expect(answer.headers.get('content-type'), answer.text).toBe('application/problem+json; charset=utf-8');
  const problem = Problem.parse(JSON.parse(answer.text));
  expect(problem.status).toBe(answer.status);
  expect(problem.type).toBe(`/problems/${problem.code}`);
  expect(problem.requestId).toBe(answer.headers.get('x-request-id'));
  expect(withoutInstance(problem)).not.toMatch(internals);
  expect(answer.headers.has('www-authenticate')).toBe(answer.status === 401);
  expect(answer.headers.has('allow')).toBe(answer.status === 405);
  const seconds = problem.retryAfterSeconds;
  expect(answer.headers.get('retry-after')).toBe(seconds === undefined ? null : String(seconds));
  const isTemporary =
    answer.status === 429 || answer.status === 503 || problem.code === 'idempotency-in-progress';
  expect(answer.headers.has('retry-after')).toBe(isTemporary);
  return problem;
}

/**
 * Holds an answer against what every answer promises, and against the document where that knows the path.
 * @throws AssertionError or Error naming the deviation.
 */
export async function checkEveryPromise(answer: ObservedAnswer): Promise<Answer> {
  expect(answer.headers.get('x-request-id')).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('x-powered-by')).toBeNull();
  const isProblem = answer.status >= 400;
  if (isProblem || new URL(answer.url).pathname.startsWith('/api/')) {
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
  if (answer.method === 'HEAD') {
    expect(answer.text).toBe('');
    return { ...answer, problem: undefined };
  }
  const problem = isProblem ? expectProblemDocument(answer) : undefined;
  await judgeAnswer(answer);
  return { ...answer, problem };
}

/** True for paths that stay what they are as part of a URL; only those are looked up in the document. */
function isPlain(baseUrl: string, path: string): boolean {
  return URL.canParse(baseUrl + path) && new URL(baseUrl + path).pathname === path.split('?', 1)[0];
}

function exchange(baseUrl: string, { method, path, headers, body }: SentRequest): Promise<ObservedAnswer> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, hostname, port, method, path, headers: { ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const received = new Headers();
        for (const [name, values] of Object.entries(response.headersDistinct)) {
          for (const value of values ?? []) received.append(name, value);
        }
        resolve({
          method,
          url: isPlain(baseUrl, path) ? baseUrl + path : baseUrl,
          status: response.statusCode ?? 0,
          headers: received,
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Sends a request and checks what every answer promises. */
export async function send(baseUrl: string, sent: SentRequest): Promise<Answer> {
  const answer = await exchange(baseUrl, sent);
  const key = sent.headers?.['Idempotency-Key'];
  noteSecrets({ body: sent.body, idempotencyKey: typeof key === 'string' ? key : undefined }, answer);
  return checkEveryPromise(answer);
}
