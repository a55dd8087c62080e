import { basePath, mapOperations, type OperationId } from '@roster/contract';
import { describe, expect, it } from 'vitest';
import { rootToken, sampleRequests, wireForm } from '../conformance/sample-requests.ts';
import { startTestService, useService } from '../support/service.ts';
import { rawExchange } from './raw-exchange.ts';
import { send } from './send.ts';

const service = useService();

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'SEARCH', 'PROPFIND'];

/** What every path answers to, derived from the contract and, for the others, written down. */
function allowedByPath(): Map<string, Set<string>> {
  const allowed = new Map<string, Set<string>>();
  const allow = (path: string, method: string) => {
    const known = allowed.get(path) ?? new Set();
    allowed.set(path, known.add(method));
    if (method === 'GET') known.add('HEAD');
  };
  mapOperations(({ method, path }) => allow(basePath + path.replace(':user', '@root'), method));
  const pages = [
    '/health/live',
    '/health/ready',
    '/openapi.json',
    '/openapi.yaml',
    '/docs',
    '/docs/',
    '/docs/swagger-ui.css',
  ];
  for (const path of [...pages, '/problems', '/problems/not-found']) allow(path, 'GET');
  return allowed;
}

describe('a path that is there', () => {
  it.each([...allowedByPath()])('%s answers 405 with Allow to every other method', async (path, allowed) => {
    for (const method of methods.filter((name) => !allowed.has(name))) {
      const answer = await send(service().url, { method, path });
      expect(answer.status, method).toBe(405);
      expect(new Set(answer.headers.get('allow')?.split(', '))).toEqual(allowed);
    }
  });

  it.each([...allowedByPath()].filter(([, allowed]) => allowed.has('GET')))(
    '%s answers HEAD like GET, without a body',
    async (path) => {
      const headers = { Authorization: `Bearer ${await rootToken(service())}` };
      const get = await send(service().url, { method: 'GET', path, headers });
      const head = await send(service().url, { method: 'HEAD', path, headers });
      expect(head.status).toBe(get.status);
      for (const name of [
        'content-type',
        'etag',
        'cache-control',
        'content-location',
        'content-security-policy',
      ]) {
        expect(head.headers.get(name), name).toBe(get.headers.get(name));
      }
    },
  );
});

describe('a path that is not there', () => {
  const paths = [
    '/',
    '/api',
    '/api/',
    '/api/v1',
    '/api/v1/',
    '/api/v2/users',
    '/api/v1/nothing',
    '/nothing',
    '/.env',
    '/index.html',
    '/problems/',
    '/problems/nothing',
    '/health',
    '/docs/swagger-initializer.js',
    '/docs/index.html',
    '/docs/..%2fpackage.json',
    '/docs/%2e%2e/package.json',
    '//',
    '/__proto__',
    '*',
  ];

  it.each(paths)('%s is a problem for every method', async (path) => {
    for (const method of methods.filter((name) => name !== 'HEAD')) {
      const answer = await send(service().url, { method, path });
      expect(answer.problem?.code, method).toBe('not-found');
    }
    expect((await send(service().url, { method: 'HEAD', path })).status).toBe(404);
  });

  it('a target with scheme and host is the path in it', async () => {
    const headers = { Authorization: `Bearer ${await rootToken(service())}` };
    const answer = await send(service().url, {
      method: 'GET',
      path: 'http://evil.example/api/v1/auth/me',
      headers,
    });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('evil');
  });

  it('broken percent-encoding is malformed wherever a route would read it', async () => {
    const answer = await send(service().url, { method: 'GET', path: '/problems/%ff' });
    expect(answer.problem?.code).toBe('malformed-request');
  });
});

const host = 'Host: roster\r\n';
const close = 'Connection: close\r\n\r\n';

describe('what is no HTTP', () => {
  const requests: [string, string][] = [
    ['no request at all', 'hello\r\n\r\n'],
    ['a method that does not exist', `GRAB / HTTP/1.1\r\n${host}${close}`],
    ['HTTP/9.9', `GET / HTTP/9.9\r\n${host}${close}`],
    ['no Host', `GET /health/live HTTP/1.1\r\n${close}`],
    ['a header without a colon', `GET / HTTP/1.1\r\n${host}nonsense\r\n${close}`],
    ['a space before the colon', `GET / HTTP/1.1\r\n${host}X-A : b\r\n${close}`],
    ['NUL in a header', `GET / HTTP/1.1\r\n${host}X-A: a\u0000b\r\n${close}`],
    ['a bare CR in a header', `GET / HTTP/1.1\r\n${host}X-Request-Id: a\rX-Evil: b\r\n${close}`],
    ['a control character in the target', `GET /\u0001 HTTP/1.1\r\n${host}${close}`],
    ['a space in the target', `GET /a b HTTP/1.1\r\n${host}${close}`],
    [
      'both lengths',
      `POST / HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n${close}0\r\n\r\n`,
    ],
    ['two lengths', `POST / HTTP/1.1\r\n${host}Content-Length: 5\r\nContent-Length: 6\r\n${close}hello`],
    ['a length twice', `POST / HTTP/1.1\r\n${host}Content-Length: 5\r\nContent-Length: 5\r\n${close}hello`],
    ['a negative length', `POST / HTTP/1.1\r\n${host}Content-Length: -1\r\n${close}`],
    ['a length that is no number', `POST / HTTP/1.1\r\n${host}Content-Length: five\r\n${close}`],
    [
      'an encoding behind chunked',
      `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked, identity\r\n${close}`,
    ],
    [
      'a broken chunk',
      `POST ${basePath}/auth/login HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n${close}zz\r\n`,
    ],
    ['a tunnel', `CONNECT example.org:443 HTTP/1.1\r\n${host}${close}`],
  ];

  it.each(requests)('%s is a malformed request, and the connection ends', async (_name, text) => {
    const { answer, rest } = await rawExchange(service().url, { parts: [Buffer.from(text, 'latin1')] });
    expect(answer?.problem?.code).toBe('malformed-request');
    expect(answer?.headers.get('connection')).toBe('close');
    expect(rest).toBe('');
  });

  it('headers of more than 16 KiB, in one or in many, are too large', async () => {
    const one = `X-A: ${'a'.repeat(17_000)}\r\n`;
    const many = Array.from({ length: 1_000 }, (_, n) => `X-${n}: ${'a'.repeat(16)}\r\n`).join('');
    for (const headers of [one, many]) {
      const { answer } = await rawExchange(service().url, {
        parts: [`GET / HTTP/1.1\r\n${host}${headers}${close}`],
      });
      expect(answer?.problem?.code).toBe('headers-too-large');
    }
  });

  it('an expectation that nobody knows is ignored', async () => {
    const { answer } = await rawExchange(service().url, {
      path: '/health/live',
      parts: [`GET /health/live HTTP/1.1\r\n${host}Expect: miracles\r\n${close}`],
    });
    expect(answer?.status).toBe(200);
  });

  it('an upgrade that nobody offers is ignored', async () => {
    const { answer } = await rawExchange(service().url, {
      path: '/health/live',
      parts: [`GET /health/live HTTP/1.1\r\n${host}Upgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`],
    });
    expect(answer?.status).toBe(200);
  });

  it('HTTP/1.0 needs no Host', async () => {
    const parts = ['GET /health/live HTTP/1.0\r\n\r\n'];
    expect((await rawExchange(service().url, { path: '/health/live', parts })).answer?.status).toBe(200);
  });
});

describe('bodies that are not as long as announced', () => {
  async function head(id: OperationId, length: string) {
    const sample = await sampleRequests[id](service());
    const { headers = {}, body = '' } = wireForm(sample);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
    const { method, path } = sample;
    return {
      method,
      path,
      body: String(body),
      head: `${method} ${path} HTTP/1.1\r\n${host}${lines.join('')}${length}\r\n`,
    };
  }

  it('one that ends too early changes nothing', async () => {
    const { method, path, body, head: text } = await head('createUser', 'Content-Length: 1000');
    const before = await service().root.getUserStats();
    const parts = [`${text}${close}${body}`];
    const { answer } = await rawExchange(service().url, { method, path, parts, isHalfClosed: true });
    expect(answer?.status ?? 400).toBe(400);
    expect((await service().root.getUserStats()).totalUsers).toBe(before.totalUsers);
  });

  it('the rest of one that is longer is not the answer to anything before', async () => {
    const { method, path, body, head: text } = await head('createUser', '');
    const parts = [`${text.trimEnd()}\r\nContent-Length: ${body.length}\r\n\r\n${body}more of it\r\n\r\n`];
    const { answer, rest } = await rawExchange(service().url, { method, path, parts });
    // The user was created, so the caller must hear that, whatever follows.
    expect(answer?.status).toBe(201);
    expect(rest).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('slow clients', () => {
  async function impatiently<T>(work: (url: string) => Promise<T>): Promise<T> {
    const impatient = await startTestService({ config: { requestTimeoutMs: 200 } });
    try {
      return await work(impatient.url);
    } finally {
      await impatient.stop();
    }
  }

  it('headers or a body that do not arrive in time are refused, and the connection ends', async () => {
    await impatiently(async (url) => {
      const path = `${basePath}/auth/login`;
      const start = `POST ${path} HTTP/1.1\r\n${host}Content-Type: application/json\r\n`;
      const ways = [
        [start],
        [start, 100, 'X-A: b\r\n', 50, 'X-B: c\r\n'],
        [`${start}Content-Length: 50\r\n\r\n{"a"`],
        [`${start}Transfer-Encoding: chunked\r\n\r\n4\r\n{"a"`],
      ];
      for (const parts of ways) {
        const { answer, elapsedMs, rest } = await rawExchange(url, { method: 'POST', path, parts });
        expect(answer?.problem?.code).toBe('request-timeout');
        expect(rest).toBe('');
        expect(elapsedMs).toBeLessThan(2_000);
      }
    });
  });

  it('a body that still arrives after its refusal gets no second answer', async () => {
    await impatiently(async (url) => {
      const path = `${basePath}/users`;
      const parts = [
        `POST ${path} HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{"a"`,
      ];
      const { answer, rest } = await rawExchange(url, { method: 'POST', path, parts });
      expect(answer?.problem?.code).toBe('authentication-required');
      expect(rest).toBe('');
    });
  });
});
