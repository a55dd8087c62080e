import { problems } from '@roster/contract';
import { deriveDocument, toDocument30 } from '@roster/openapi';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startTestService, useService } from '../support/service.ts';
import { type Answer, send } from './send.ts';

const service = useService();

function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return send(service().url, { method: 'GET', path, headers });
}

const directives = [
  "default-src 'none'",
  "script-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

function expectSecurePage(answer: Answer): void {
  expect(answer.status).toBe(200);
  const policy = answer.headers.get('content-security-policy') ?? '';
  for (const directive of directives) expect(policy.split('; ')).toContain(directive);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('x-frame-options')).toBe('DENY');
}

describe('the document', () => {
  it('is there as JSON and as YAML, and both are what the contract says', async () => {
    const [json, yaml] = await Promise.all([get('/openapi.json'), get('/openapi.yaml')]);
    expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(yaml.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
    const derived = JSON.parse(JSON.stringify(deriveDocument()));
    expect(JSON.parse(json.text)).toEqual(derived);
    expect(parse(yaml.text)).toEqual(derived);
  });

  it('is there as OpenAPI 3.0 for generators that read nothing newer', async () => {
    const older = await get('/openapi-3.0.json');
    expect(older.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(JSON.parse(older.text)).toEqual(JSON.parse(JSON.stringify(toDocument30(deriveDocument()))));
  });
});

describe('reading the document again', () => {
  it.each(['/openapi.json', '/openapi.yaml', '/openapi-3.0.json'])(
    '%s costs nothing while it is the same',
    async (path) => {
      const tag = (await get(path)).headers.get('etag') ?? '';
      const again = await get(path, { 'If-None-Match': tag });
      expect(again).toMatchObject({ status: 304, text: '' });
      expect((await get(path, { 'If-None-Match': '"another"' })).status).toBe(200);
    },
  );
});

describe('Swagger UI', () => {
  it('is a page that loads only from the service itself', async () => {
    const page = await get('/docs/');
    expectSecurePage(page);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).not.toMatch(/<script(?![^>]* src=)|<style|https?:\/\/| on\w+=/);
    const files = [...page.text.matchAll(/(?:href|src)="\.\/([^"]+)"/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      const answer = await get(`/docs/${file}`);
      expectSecurePage(answer);
      const type = file.endsWith('.js') ? /javascript/ : file.endsWith('.css') ? /css/ : /png/;
      expect(answer.headers.get('content-type'), file).toMatch(type);
    }
  });

  it('shows our document whatever the address asks for', async () => {
    for (const query of ['?url=https://evil.example/x.json', '?configUrl=//evil.example']) {
      const page = await get(`/docs/${query}`);
      expect(page.text).toBe((await get('/docs/')).text);
    }
    const settings = (await get('/docs/swagger-ui-init.js')).text;
    expect(settings).toContain('/openapi.json');
    expect(settings).toMatch(/"queryConfigEnabled":\s*false/);
    expect(settings).not.toMatch(/https?:\/\//);
  });

  it('is found without the slash', async () => {
    const answer = await get('/docs', { Host: 'evil.example' });
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe('/docs/');
  });

  it('and the document are absent when they are switched off, for every method', async () => {
    const quiet = await startTestService({ config: { docs: false } });
    try {
      for (const path of ['/docs', '/docs/', '/docs/swagger-ui.css', '/openapi.json', '/openapi.yaml']) {
        for (const method of ['GET', 'POST']) {
          expect((await send(quiet.url, { method, path })).problem?.code, `${method} ${path}`).toBe(
            'not-found',
          );
        }
      }
      expect((await send(quiet.url, { method: 'GET', path: '/problems' })).status).toBe(200);
    } finally {
      await quiet.stop();
    }
  });
});

describe('problem pages', () => {
  it.each(Object.entries(problems))(
    '/problems/%s explains it to people and programs',
    async (code, problem) => {
      const page = await get(`/problems/${code}`, { Accept: 'text/html' });
      expectSecurePage(page);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.text).toContain(code);
      const json = await get(`/problems/${code}`, { Accept: 'application/json' });
      expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(json.headers.get('vary')).toBe('Accept');
      expect(JSON.parse(json.text)).toEqual({ code, ...problem });
    },
  );

  it('/problems lists all of them', async () => {
    const page = await get('/problems', { Accept: 'text/html' });
    expectSecurePage(page);
    for (const code of Object.keys(problems)) expect(page.text).toContain(`href="/problems/${code}"`);
    const json = await get('/problems', { Accept: 'application/json' });
    expect(JSON.parse(json.text).data).toHaveLength(Object.keys(problems).length);
  });

  it.each(['constructor', '__proto__', 'toString', '%3Cscript%3E', 'Not-Found', 'not-found%00'])(
    '/problems/%s does not exist',
    async (code) => {
      const answer = await get(`/problems/${code}`, { Accept: 'text/html' });
      expect(answer.problem?.code).toBe('not-found');
    },
  );
});
