import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { problems } from '@roster/contract';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docsRouter } from '../server/src/http/docs.ts';
import { problemPagesRouter } from '../server/src/http/problem-pages.ts';

const app = express();
app.enable('strict routing');
app.enable('case sensitive routing');
app.use(docsRouter(), problemPagesRouter());
app.use((_request, response) => void response.status(404).send('nothing here'));
const server = app.listen(0, '127.0.0.1');
let base = '';

beforeAll(async () => {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  // A server that listens on a port has an address with a port.
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => void server.close());

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${base}${path}`, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('the document', () => {
  test.each([
    ['openapi.json', 'application/json'],
    ['openapi.yaml', 'application/yaml'],
  ])('/%s is served as it is committed', async (name, type) => {
    const { headers, text } = await get(`/${name}`);
    expect(headers.get('Content-Type')).toBe(`${type}; charset=utf-8`);
    expect(headers.get('Cache-Control')).toBe('no-cache');
    expect(text).toBe(readFileSync(new URL(`../openapi/${name}`, import.meta.url), 'utf8'));
  });
});

describe('Swagger UI', () => {
  test('moves from /docs to /docs/', async () => {
    const { status, headers } = await get('/docs');
    expect([status, headers.get('Location')]).toEqual([301, '/docs/']);
  });

  test('loads nothing but its own files, and all of them are there', async () => {
    const { text } = await get('/docs/');
    const urls = [...text.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url ?? '');
    expect(urls.length).toBeGreaterThan(4);
    for (const url of urls) {
      expect(url).toMatch(/^\.\//);
      expect((await get(`/docs/${url.slice(2)}`)).status, url).toBe(200);
    }
  });

  test('shows the document of this service, and no other that a link names', async () => {
    const { text } = await get('/docs/swagger-ui-init.js?url=https://evil.example/openapi.json');
    expect(text).toContain('"swaggerUrl": "/openapi.json"');
    expect(text).toContain('"queryConfigEnabled": false');
    expect(text).not.toContain('evil.example');
  });

  test.each([
    'index.html',
    'swagger-initializer.js',
    'oauth2-redirect.html',
    'package.json',
    '..%2fpackage.json',
  ])('keeps %s to itself', async (name) => {
    expect((await get(`/docs/${name}`)).status).toBe(404);
  });
});

describe('pages of problems', () => {
  test.each(Object.entries(problems))('there is one for %s', async (code, { title, status }) => {
    const page = await get(`/problems/${code}`);
    expect(page.status).toBe(200);
    expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(page.text).toContain(`<h1>${title}</h1>`);
    const { text } = await get(`/problems/${code}`, { Accept: 'application/json' });
    expect(JSON.parse(text)).toMatchObject({ code, title, status });
  });

  test('are all listed', async () => {
    const { text } = await get('/problems');
    for (const code of Object.keys(problems)) expect(text).toContain(`href="/problems/${code}"`);
    const { text: json } = await get('/problems', { Accept: 'application/json' });
    expect(JSON.parse(json).data).toHaveLength(Object.keys(problems).length);
  });

  test.each(['nonsense', 'constructor', '__proto__', '%3Cscript%3E'])(
    '%s is left to the app',
    async (code) => {
      expect(await get(`/problems/${code}`)).toMatchObject({ status: 404, text: 'nothing here' });
    },
  );
});

test.each(['/docs/', '/docs/swagger-ui-init.js', '/problems', '/problems/not-found'])(
  '%s allows no foreign or inline script and no frame',
  async (path) => {
    const { headers, text } = await get(path);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    if (headers.get('Content-Type')?.startsWith('text/html'))
      expect(text).not.toMatch(/<script>|\sstyle=|\son\w+=/);
  },
);
