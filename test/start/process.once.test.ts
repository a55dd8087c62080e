import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@roster/client';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findFreePort } from '../support/engines/free-port.ts';
import { buildService, type ServiceProcess, startProcess, temporaryFolder } from './service-process.ts';

const bootstrap = {
  BOOTSTRAP_SUPER_ADMIN_USERNAME: 'operator',
  BOOTSTRAP_SUPER_ADMIN_PASSWORD: 'a password for the first start',
};

beforeAll(buildService, 120_000);

async function emptyFile(): Promise<string> {
  return `sqlite:${join(await temporaryFolder(), 'data', 'roster.db')}`;
}

async function logIn(url: string, username: string, password: string) {
  const { accessToken } = await createClient({ baseUrl: url }).logIn({ username, password });
  return createClient({ baseUrl: url, token: accessToken });
}

/** Expects the process to end by itself with one clear message. */
async function expectRefusal(service: ServiceProcess, message: RegExp): Promise<void> {
  expect(await service.ended).toBe(1);
  expect(service.errors()).toMatch(/^Roster could not start\. /);
  expect(service.errors()).toMatch(message);
  expect(service.errors()).not.toMatch(/\n\s+at |node:internal/);
  expect(service.output()).toBe('');
}

describe('the process', () => {
  it('starts on an empty file, and prints the password at the first start only', async () => {
    const DATABASE_URL = await emptyFile();
    const first = startProcess({ DATABASE_URL });
    const url = await first.url;
    const password = /password {2}(\S+)/.exec(first.output())?.[1] ?? '';
    const root = await logIn(url, 'admin', password);
    expect((await root.getMe()).user.isSuper).toBe(true);
    expect(first.output().split(password)).toHaveLength(2);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = startProcess({ DATABASE_URL });
    await logIn(await second.url, 'admin', password);
    expect(second.output()).not.toMatch(/password/);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
    expect(first.errors() + second.errors()).toBe('');
  });

  it('finishes a request under way after SIGTERM, and ends without waiting for idle connections', async () => {
    const service = startProcess({ DATABASE_URL: await emptyFile(), ...bootstrap });
    const { port } = new URL(await service.url);
    const idle = connect(Number(port), '127.0.0.1');
    const socket = connect(Number(port), '127.0.0.1');
    onTestFinished(() => {
      idle.destroy();
      socket.destroy();
    });
    const body = JSON.stringify({ username: 'operator', password: bootstrap.BOOTSTRAP_SUPER_ADMIN_PASSWORD });
    const head = 'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`);
    await sleep(200);
    const stoppedAt = performance.now();
    service.child.kill('SIGTERM');
    await sleep(200);
    await expect(fetch(await service.url)).rejects.toThrow();
    socket.write(body.slice(10));
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(await service.ended).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(5_000);
  });

  it('does not wait for ever: a second signal ends it at once', async () => {
    const service = startProcess({ DATABASE_URL: await emptyFile(), ...bootstrap });
    const { port } = new URL(await service.url);
    const socket = connect(Number(port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    socket.write('POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{');
    await sleep(200);
    service.child.kill('SIGTERM');
    await sleep(200);
    expect(service.child.exitCode).toBeNull();
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(1);
  });
});

describe('the process refuses with one clear message', () => {
  it('a bad configuration, every fault of it', async () => {
    const service = startProcess({ PORT: 'http', DATABASE_URL: 'oracle:x', DOCS: 'maybe' });
    await expectRefusal(service, /DATABASE_URL must be .*\n.*PORT must be .*\n.*DOCS must be/);
  });

  it('a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const service = startProcess({ DATABASE_URL: await emptyFile(), PORT: port, ...bootstrap });
    await expectRefusal(service, new RegExp(`listens on 127\\.0\\.0\\.1:${port} already: set PORT or HOST`));
  });

  it('an address that is not its own', async () => {
    const service = startProcess({ DATABASE_URL: await emptyFile(), HOST: '192.0.2.1', ...bootstrap });
    await expectRefusal(service, /cannot listen: .*192\.0\.2\.1/);
  });

  it('a database server that is not there', async () => {
    for (const host of ['127.0.0.1', 'localhost', 'no-such-host.invalid']) {
      const service = startProcess({
        DATABASE_URL: `mysql://u:secret@${host}:${await findFreePort()}/roster`,
      });
      await expectRefusal(service, /DATABASE_URL names cannot be used: .*(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)/);
      expect(service.errors()).not.toMatch(/secret/);
    }
  });

  it('a file that cannot be made, or is no database', async () => {
    await expectRefusal(
      startProcess({ DATABASE_URL: 'sqlite:/dev/null/roster.db' }),
      /cannot be used: .*\/dev\/null/,
    );
    const folder = await temporaryFolder();
    await expectRefusal(startProcess({ DATABASE_URL: `sqlite:${folder}` }), /cannot be used/);
    await expectRefusal(
      startProcess({ DATABASE_URL: `sqlite:${process.execPath}` }),
      /cannot be used: .*database/,
    );
  });

  it('a first start in production without a super admin, and values of which none can be made', async () => {
    const DATABASE_URL = await emptyFile();
    await expectRefusal(
      startProcess({ DATABASE_URL, NODE_ENV: 'production' }),
      /set BOOTSTRAP_SUPER_ADMIN_USERNAME/,
    );
    const weak = { ...bootstrap, BOOTSTRAP_SUPER_ADMIN_PASSWORD: 'short' };
    await expectRefusal(startProcess({ DATABASE_URL, ...weak }), /BOOTSTRAP_SUPER_ADMIN_PASSWORD must have/);
  });

  it('the schema of a newer release', async () => {
    const DATABASE_URL = await emptyFile();
    const first = startProcess({ DATABASE_URL, ...bootstrap });
    await first.url;
    first.child.kill('SIGTERM');
    await first.ended;
    const file = new Sqlite(DATABASE_URL.slice('sqlite:'.length));
    file.exec("insert into migrations values ('9999-from-the-future', 1)");
    file.close();
    await expectRefusal(startProcess({ DATABASE_URL }), /newer release.*9999-from-the-future/);
  });
});

describe('several processes on one file', () => {
  it('start together on an empty one, serve requests, and see each other’s writes', async () => {
    const DATABASE_URL = await emptyFile();
    const services = [1, 2, 3].map(() => startProcess({ DATABASE_URL, LOG_LEVEL: 'silent' }));
    const urls = await Promise.all(services.map((service) => service.url));
    const passwords = services.flatMap((service) => /password {2}(\S+)/.exec(service.output())?.[1] ?? []);
    expect(passwords).toHaveLength(1);
    const clients = await Promise.all(urls.map((url) => logIn(url, 'admin', String(passwords[0]))));
    const made = await Promise.all(
      clients.flatMap((client, process) =>
        Array.from({ length: 10 }, (_, index) => client.createUser({ username: `user-${process}-${index}` })),
      ),
    );
    for (const [index, user] of made.entries()) {
      const other = clients[(index + 1) % clients.length];
      expect((await other?.getUser({ user: user.id }))?.username).toBe(user.username);
    }
    const answers = await Promise.all(
      clients.map((client) => client.raw.createUser({ username: 'contested' })),
    );
    expect(answers.map((answer) => (answer.ok ? 'created' : answer.problem.code)).sort()).toEqual([
      'created',
      'username-taken',
      'username-taken',
    ]);
    for (const service of services) service.child.kill('SIGTERM');
    expect(await Promise.all(services.map((service) => service.ended))).toEqual([0, 0, 0]);
  });
});
