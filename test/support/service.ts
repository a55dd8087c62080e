import { type Client, createClient } from '@roster/client';
import { type Config, createLogger, type Dependencies, parseConfig, startService } from '@roster/server';
import { afterAll, beforeAll } from 'vitest';
import { type BearerClient, bearerClient } from './bearer-client.ts';
import type { ObservedOutcome } from './check-answer.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { expectNoSecretIn, noteSecrets } from './issued-secrets.ts';
import { judgeAnswer } from './judge-answer.ts';

export const superUsername = 'root';
export const superPassword = 'the password of the super admin';

/** A service on a database of its own, listening on loopback. */
export interface TestService {
  readonly url: string;
  readonly database: TestDatabase;
  readonly dependencies: Dependencies;
  /** Without a credential. */
  readonly anonymous: BearerClient;
  /** Logged in as the super admin. */
  readonly root: Client;
  /** What every answer so far was; each was held against the document. */
  readonly outcomes: readonly ObservedOutcome[];
  /** A client that sends this access token. */
  as(token: string): Client;
  /** Sends a request by hand; its answer is held against the document like those of the clients. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Looks for every secret of this file in the database and in the log. */
  expectNoSecret(): Promise<void>;
  stop(): Promise<void>;
}

/** What a test may change about its service. */
export interface TestServiceOptions {
  readonly config?: Partial<Config>;
  readonly database?: TestDatabase;
  override?(dependencies: Dependencies): Dependencies;
}

/** So high that only tests of the throttle meet them. */
const noLimit = { max: 1_000_000, windowSeconds: 900 };

/** The configuration of a test service on this database. */
export function testConfig(databaseUrl: string, config: Partial<Config> = {}): Config {
  return {
    ...parseConfig({
      DATABASE_URL: databaseUrl,
      PORT: '0',
      LOG_LEVEL: 'silent',
      BOOTSTRAP_SUPER_ADMIN_USERNAME: superUsername,
      BOOTSTRAP_SUPER_ADMIN_PASSWORD: superPassword,
    }),
    // Tests sweep when they want to.
    sweepEveryMs: 86_400_000,
    throttle: { nameAndSource: noLimit, source: noLimit, name: noLimit, knownSourceDays: 30 },
    ...config,
  };
}

/** A stream is checked when it has been read to its end, because until then nobody but its reader may read it. */
function checkedStream(response: Response, check: (text: string) => Promise<void>): Response {
  const chunks: Uint8Array[] = [];
  const checked = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      chunks.push(chunk);
      controller.enqueue(chunk);
    },
    flush: () => check(Buffer.concat(chunks).toString('utf8')),
  });
  return new Response(response.body?.pipeThrough(checked), response);
}

/** A fetch that holds every answer against the published document. */
export function checkedFetch(outcomes: ObservedOutcome[]): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const { url, status, headers } = response;
    const check = async (text: string) => {
      const idempotencyKey = new Headers(init?.headers).get('idempotency-key');
      noteSecrets({ body: init?.body, idempotencyKey }, { status, headers, text });
      const outcome = await judgeAnswer({ method: init?.method ?? 'GET', url, status, headers, text });
      if (outcome) outcomes.push(outcome);
    };
    if (headers.has('content-disposition')) return checkedStream(response, check);
    await check(await response.clone().text());
    return response;
  };
}

/** Starts a service; the caller stops it. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const database = options.database ?? (await createTestDatabase());
  const config = testConfig(database.url, options.config);
  const logged: string[] = [];
  const running = await startService(config, (dependencies) => {
    const override = options.override ?? ((same: Dependencies) => same);
    // Where a test asks for a log, it is to be seen; otherwise it is kept, and searched for secrets at the end.
    if (config.logLevel !== 'silent') return override(dependencies);
    return override({
      ...dependencies,
      logger: createLogger('debug', { write: (line) => logged.push(line) }),
    });
  });
  const outcomes: ObservedOutcome[] = [];
  const checked = checkedFetch(outcomes);
  const as = (token: string) => createClient({ baseUrl: running.url, token, fetch: checked, maxRetries: 0 });
  const anonymous = bearerClient(createClient({ baseUrl: running.url, fetch: checked, maxRetries: 0 }));
  const { accessToken } = await anonymous.logIn(
    config.bootstrap ?? { username: superUsername, password: superPassword },
  );
  return {
    url: running.url,
    database,
    dependencies: running.dependencies,
    anonymous,
    root: as(accessToken),
    outcomes,
    as,
    fetch: (path, init) => checked(`${running.url}${path}`, init),
    expectNoSecret: () => expectNoSecretIn(running.dependencies, logged),
    async stop() {
      await running.stop(1_000);
      if (!options.database) await database.drop();
    },
  };
}

/** One service for all tests of a file; the getter works inside of tests. */
export function useService(options: TestServiceOptions = {}): () => TestService {
  let service: TestService | undefined;
  beforeAll(async () => {
    service = await startTestService(options);
  });
  afterAll(async () => {
    try {
      await service?.expectNoSecret();
    } finally {
      await service?.stop();
    }
  });
  return () => {
    if (!service) throw new Error('The service is only there inside of tests.');
    return service;
  };
}
