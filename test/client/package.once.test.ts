import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { operations } from '@roster/contract';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  bundleEntries,
  consumerOfEverything,
  documentedExamples,
  program,
  typeTests,
} from './consumer-files.ts';
import { installPackedClient, type PackedClient } from './packed-client.ts';

// Packing and compiling take their time on a machine that does other things besides.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

let packed: PackedClient;
beforeAll(async () => {
  packed = await installPackedClient();
});
afterAll(() => packed?.remove());

describe('the package', () => {
  test('has what it promises, in the eyes of publint', async () => {
    const { code, output } = await packed.run('publint', 'run', packed.tarball, '--strict');
    expect(output).toContain('All good!');
    expect(code).toBe(0);
  });

  test('has types that fit its code, in the eyes of attw, for imports and for require', async () => {
    const { code, output } = await packed.run('attw', packed.tarball, '--profile', 'node16', '--no-color');
    expect(output).toContain('node16 (from CJS)');
    expect(code, output).toBe(0);
  });

  test('brings nothing along', async () => {
    const { default: manifest } = await import(`${packed.installed}/package.json`, {
      with: { type: 'json' },
    });
    expect(manifest).toMatchObject({ name: '@roster/client', sideEffects: false });
    for (const name of ['dependencies', 'peerDependencies', 'optionalDependencies', 'private'])
      expect(manifest).not.toHaveProperty(name);
  });
});

describe('installed in an empty project, it runs', () => {
  const tokensElsewhere: unknown[] = [];
  const elsewhere = createServer((request, response) => {
    tokensElsewhere.push(request.headers.authorization);
    response.end('{}');
  });
  const service = createServer((request, response) => {
    const answer = (status: number, body: object, type = 'application/json') => {
      response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(body));
    };
    if (request.url?.endsWith('/%40elsewhere')) {
      response.writeHead(307, { Location: `${urlOf(elsewhere)}/api/v1/users/x` }).end();
    } else if (request.url?.endsWith('/%40nobody')) {
      answer(404, { code: 'user-not-found', detail: 'There is none.' }, 'application/problem+json');
    } else {
      const isFirst = !request.url?.includes('cursor=');
      const data = [{ username: isFirst ? 'a' : 'b' }];
      answer(200, { data, page: { limit: 1, nextCursor: isFirst ? 'c1' : null } });
    }
  });
  beforeAll(async () => {
    for (const server of [service, elsewhere])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    for (const server of [service, elsewhere]) server.close();
  });

  test.each([
    ['mjs', (names: string, from: string) => `import { ${names} } from '${from}';\n`],
    ['cjs', (names: string, from: string) => `const { ${names} } = require('${from}');\n`],
  ])('as .%s, and carries its token to no other place when redirected', async (extension, load) => {
    const text = [
      load('createClient, isProblem, paginate', '@roster/client'),
      load('queryOf', '@roster/client/react-query'),
      load('mockOf', '@roster/client/msw'),
      program,
    ];
    await packed.write({ [`run.${extension}`]: text.join('') });
    const { output } = await packed.run('node', `run.${extension}`, urlOf(service));
    expect(JSON.parse(output)).toEqual({
      names: ['a', 'b'],
      isProblem: true,
      redirected: ['UnexpectedAnswerError', 307],
      query: ['roster', 'getMe', null],
      mock: '*/api/v1/users/:user',
    });
    expect(tokensElsewhere).toEqual([]);
  });

  test('where there is nothing but what browsers and edge runtimes have', async () => {
    const code = await bundle("export { createClient } from '@roster/client';", { globalName: 'roster' });
    const web = { fetch, Headers, URLSearchParams, AbortController, setTimeout, clearTimeout, crypto };
    const call = `${code}; roster.createClient({ baseUrl: '${urlOf(service)}' }).listUsers()`;
    expect(await runInContext(call, createContext(web))).toMatchObject({ data: [{ username: 'a' }] });
  });
});

describe('its types', () => {
  const options = {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    target: 'es2022',
    module: 'nodenext',
    types: [],
    lib: ['es2022', 'dom', 'dom.iterable'],
  };

  async function check(files: Record<string, string>, more: object = {}) {
    const tsconfig = JSON.stringify({ compilerOptions: { ...options, ...more }, files: Object.keys(files) });
    await packed.write({ ...files, 'tsconfig.json': tsconfig });
    const { code, output } = await packed.run('tsc', '--extendedDiagnostics');
    const figure = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(output)?.[1]);
    return {
      errors: code === 0 ? '' : output,
      types: figure('Types'),
      instantiations: figure('Instantiations'),
      checkSeconds: figure('Check time'),
    };
  }

  test('there is an example for every operation', () => {
    expect(documentedExamples()).toHaveLength(Object.keys(operations).length);
  });

  test.each([
    ['an ES module', 'types.mts'],
    ['a CommonJS module', 'types.cts'],
  ])('tell %s what fits and what does not', async (_, name) => {
    const { errors } = await check({ [name]: typeTests }, { skipLibCheck: false, skipDefaultLibCheck: true });
    expect(errors).toBe('');
  });

  // TypeScript's own files take seconds when they are checked too, whoever uses them.
  test.each([
    { skipLibCheck: true },
    { skipLibCheck: false, skipDefaultLibCheck: true },
    { skipLibCheck: false },
  ])('cost a consumer of every operation little: %j', async (skipped) => {
    const empty = await check({ 'empty.mts': 'export {};\n' }, skipped);
    const measure = () => check({ 'everything.mts': consumerOfEverything() }, skipped);
    const isOnlyOurs = skipped.skipLibCheck || skipped.skipDefaultLibCheck === true;
    let full = await measure();
    // A busy machine is given another chance.
    for (let again = 0; again < 3 && isOnlyOurs && full.checkSeconds >= 1; again += 1) full = await measure();
    const count = documentedExamples().length;
    console.log(
      `client types, ${count} operations called, ${JSON.stringify(skipped)}: check ${full.checkSeconds} s (an empty file ${empty.checkSeconds} s), ${full.instantiations - empty.instantiations} instantiations, ${full.types - empty.types} types`,
    );
    expect(full.errors).toBe('');
    // Types that are computed from a contract or a document take over 1,000 instantiations for an operation.
    expect(full.instantiations - empty.instantiations).toBeLessThan(10 * count);
    expect(full.types - empty.types).toBeLessThan(40 * count);
    if (isOnlyOurs) expect(full.checkSeconds).toBeLessThan(1);
  });

  test('are there without the types of the browser, for Node alone', async () => {
    const text = `import { createClient } from '@roster/client';
export const client = createClient({ baseUrl: '', fetch });
`;
    const node = { lib: ['es2022'], types: ['node'], typeRoots: [typeRoots], skipLibCheck: true };
    expect((await check({ 'node.mts': text }, node)).errors).toBe('');
  });
});

describe('its size, minified and gzipped', () => {
  async function sizeOf(name: string): Promise<number> {
    const text = await bundle(bundleEntries[name] ?? '');
    const size = gzipSync(text, { level: 9 }).length;
    console.log(`client size: ${name}: ${size} B (${text.length} B before gzip)`);
    return text.trim() === '' ? 0 : size;
  }

  test('is below 3 KB for createClient with all that it needs', async () => {
    // The table of operations grows with the contract; each costs about 20 bytes.
    expect(await sizeOf('createClient')).toBeLessThan(3 * 1024);
  });

  test.each(Object.keys(bundleEntries).filter((name) => !/^(createClient|nothing)$/.test(name)))(
    'is printed for: %s',
    async (name) => expect(await sizeOf(name)).toBeGreaterThan(0),
  );

  test('is nothing where nothing is used', async () => {
    expect(await sizeOf('nothing')).toBe(0);
  });

  test('does not hold what is not used: sessions and pages', async () => {
    const text = await bundle(bundleEntries.createClient ?? '');
    expect(text).not.toMatch(/nextCursor|refreshToken/);
    expect(await bundle(bundleEntries['react-query alone'] ?? '')).not.toContain('Retry-After');
  });
});

const typeRoots = new URL('../../node_modules/@types', import.meta.url).pathname;

async function bundle(entry: string, more: { readonly globalName?: string } = {}): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: packed.project },
    bundle: true,
    minify: true,
    write: false,
    logLevel: 'error',
    platform: 'neutral',
    target: 'es2022',
    format: more.globalName === undefined ? 'esm' : 'iife',
    ...more,
  });
  return outputFiles.map(({ text }) => text).join('');
}

function urlOf(server: Server): string {
  // A server that listens on a port has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
