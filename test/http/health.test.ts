import { setTimeout as sleep } from 'node:timers/promises';
import type { Dependencies } from '@roster/server';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp } from '../../server/src/app.ts';
import { createHttpServer } from '../../server/src/http/http-server.ts';
import { faultSwitch } from '../conformance/faults.ts';
import { sampleRequests, wireForm } from '../conformance/sample-requests.ts';
import {
  startTestService,
  superPassword,
  superUsername,
  type TestService,
  type TestServiceOptions,
} from '../support/service.ts';
import { rawExchange } from './raw-exchange.ts';
import { send } from './send.ts';

const started: TestService[] = [];

async function start(options: TestServiceOptions = {}): Promise<TestService> {
  const service = await startTestService(options);
  started.push(service);
  return service;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((service) => service.stop()));
});

const live = { method: 'GET', path: '/health/live' };
const ready = { method: 'GET', path: '/health/ready' };

describe('health', () => {
  it('a running service is live and ready, and says so to anybody', async () => {
    const service = await start();
    for (const [request, status] of [
      [live, 'live'],
      [ready, 'ready'],
    ] as const) {
      const answer = await send(service.url, { ...request, headers: { Authorization: 'Bearer nonsense' } });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.text)).toEqual({ status });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('without its database a service is live, but not ready, until the database is back', async () => {
    const faults = faultSwitch();
    const service = await start({ override: faults.override });
    for (const fault of ['unreachable', 'pool-exhausted', 'unforeseen'] as const) {
      await faults.during(fault, async () => {
        expect((await send(service.url, live)).status).toBe(200);
        expect((await send(service.url, ready)).problem?.code).toBe('database-unavailable');
      });
    }
    expect((await send(service.url, ready)).status).toBe(200);
  });

  it('a database that does not answer within a second is no database', async () => {
    let isHanging = false;
    const service = await start({
      override: (dependencies) => ({
        ...dependencies,
        database: {
          ...dependencies.database,
          run: (sql, bindings) =>
            isHanging ? new Promise(() => {}) : dependencies.database.run(sql, bindings),
        },
      }),
    });
    isHanging = true;
    const answer = await send(service.url, ready);
    expect(answer.problem?.code).toBe('database-unavailable');
  });

  it('a service that is stopping is live, but not ready', async () => {
    const service = await start();
    const server = createHttpServer(createApp(service.dependencies, { isStopping: true }), 1_000);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    try {
      expect((await send(url, live)).status).toBe(200);
      expect((await send(url, ready)).problem?.code).toBe('overloaded');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('more log-ins than can be checked', () => {
  it('are refused at once, with a time to try again, while everything else goes on', async () => {
    const service = await start({ config: { hashConcurrency: 1, hashQueueMax: 2 } });
    const sample = await sampleRequests.logIn(service);
    const answers = Array.from({ length: 8 }, () => send(service.url, wireForm(sample)));
    expect((await send(service.url, ready)).status).toBe(200);
    const statuses = (await Promise.all(answers)).map(({ status, problem }) => problem?.code ?? status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(3);
    expect(statuses).toContain('overloaded');
    expect(new Set(statuses)).toEqual(new Set([200, 'overloaded']));
  });
});

/** A service whose changes wait for a gate. */
async function startGated() {
  const gate = { open: () => {}, arrived: () => {} };
  const opened = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    gate.arrived = resolve;
  });
  let isGated = false;
  let closed = 0;
  const override = (dependencies: Dependencies): Dependencies => ({
    ...dependencies,
    database: {
      ...dependencies.database,
      transact: async (work) => {
        if (!isGated) return dependencies.database.transact(work);
        gate.arrived();
        await opened;
        expect(closed).toBe(0);
        return dependencies.database.transact(work);
      },
      close: async () => {
        closed += 1;
        if (closed === 1) await dependencies.database.close();
      },
    },
  });
  const service = await start({ override });
  const sample = await sampleRequests.createUser(service);
  isGated = true;
  const answer = send(service.url, wireForm(sample));
  await arrived;
  return { service, answer, open: gate.open, closed: () => closed };
}

describe('stopping', () => {
  it('finishes what is under way, refuses new connections, and is quick about it', async () => {
    const { service, answer, open, closed } = await startGated();
    const startedAt = performance.now();
    const stopped = service.stop();
    await sleep(50);
    await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
    expect(closed()).toBe(0);
    open();
    expect((await answer).status).toBe(201);
    await stopped;
    // The client would keep its connection for longer than the time of grace.
    expect(performance.now() - startedAt).toBeLessThan(800);
    expect(closed()).toBe(1);
  });

  it('a second call waits for the first', async () => {
    const { service, answer, open, closed } = await startGated();
    const stopped = Promise.all([service.stop(), service.stop()]);
    await sleep(50);
    expect(closed()).toBe(0);
    open();
    expect((await answer).status).toBe(201);
    await stopped;
    expect(closed()).toBe(1);
    await service.stop();
  });

  it('answers what else comes over a busy connection, and closes it', async () => {
    const { service, answer, open } = await startGated();
    const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: roster\r\n\r\n`;
    // The parser reads the second request while the first one waits, which keeps the connection busy.
    const login = JSON.stringify({ username: superUsername, password: superPassword });
    const first = `POST /api/v1/auth/login HTTP/1.1\r\nHost: roster\r\nContent-Type: application/json\r\nContent-Length: ${login.length}\r\n\r\n${login}`;
    const raw = rawExchange(service.url, {
      method: 'POST',
      path: '/api/v1/auth/login',
      parts: [first, 200, request('/health/ready')],
    });
    await sleep(100);
    const stopped = service.stop();
    await sleep(200);
    open();
    const { answer: tokens, rest } = await raw;
    expect(tokens?.status).toBe(200);
    expect(rest).toMatch(/^HTTP\/1\.1 503 [\s\S]*connection: close/i);
    expect((await answer).status).toBe(201);
    await stopped;
  });

  it('gives up on what takes longer than the time of grace', async () => {
    const { service, answer, closed } = await startGated();
    const startedAt = performance.now();
    const failure = expect(answer).rejects.toThrow(/ECONNRESET/);
    await service.stop();
    await failure;
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(closed()).toBe(1);
  });
});
