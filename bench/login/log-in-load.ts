import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerQuestions } from '../support/answer-questions.ts';

/** Let so many clients log in at once; each tries until it is let in. */
export interface LogInOrder {
  readonly port: number;
  readonly clients: number;
  /** The clients share these accounts, and as many addresses. */
  readonly usernames: readonly string[];
  readonly password: string;
}

/** What came of it. */
export interface LogInResult {
  /** How often each status came; a connection that broke counts as `broken`. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly seconds: number;
}

interface Answer {
  readonly status: string;
  readonly retryAfterMs: number;
}

function logIn(order: LogInOrder, client: number): Promise<Answer> {
  const index = client % order.usernames.length;
  const body = JSON.stringify({ username: order.usernames[index], password: order.password });
  return new Promise((resolve) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: order.port,
        // The whole of 127.0.0.0/8 is this machine.
        localAddress: `127.0.1.${1 + (index % 250)}`,
        method: 'POST',
        path: '/api/v1/auth/login',
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
        agent: false,
      },
      (answer) => {
        answer.resume();
        answer.once('end', () =>
          resolve({
            status: String(answer.statusCode),
            retryAfterMs: Number(answer.headers['retry-after'] ?? 1) * 1000,
          }),
        );
      },
    );
    sent.once('error', () => resolve({ status: 'broken', retryAfterMs: 1_000 }));
    sent.end(body);
  });
}

async function generate(order: LogInOrder): Promise<LogInResult> {
  const statuses: Record<string, number> = {};
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: order.clients }, async (_, client) => {
      for (;;) {
        const { status, retryAfterMs } = await logIn(order, client);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (status === '200') return;
        // Those that were refused together do not come back together.
        await sleep(retryAfterMs * (1 + Math.random() / 2));
      }
    }),
  );
  return { statuses, seconds: (performance.now() - startedAt) / 1000 };
}

answerQuestions(generate);
