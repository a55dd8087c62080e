import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { operations } from '@roster/contract';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const workspaces = ['contract', 'openapi', 'migrations', 'server', 'client', 'cli'];
const maxLines = 300;

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !/(^|\/)(node_modules|dist|generated)\//.test(file));
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** What a file imports: packages by name, files relative to the root. */
function importsOf(file: string): string[] {
  const specifiers = [...read(file).matchAll(/(?:from|import)\s+'([^']+)'/g)].map((match) => match[1] ?? '');
  return specifiers.map((specifier) =>
    specifier.startsWith('.') ? relative(root, resolve(root, dirname(file), specifier)) : specifier,
  );
}

const sources = workspaces.flatMap((workspace) => filesUnder(`${workspace}/src`));

function kebab(operationId: string): string {
  return operationId.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

describe('import boundaries', () => {
  const allowed: Record<string, RegExp> = {
    contract: /^(zod|@ts-rest\/core)$/,
    migrations: /^(knex|node:.+|better-sqlite3|@roster\/contract)$/,
    client: /^$/,
    cli: /^(csv-parse|@roster\/(client|server|server\/main)|node:.+)$/,
    openapi: /^(zod|yaml|@asteasolutions\/zod-to-openapi|@roster\/contract|node:.+)$/,
    server:
      /^(zod|knex|mysql2|mysql2\/promise|better-sqlite3|argon2|bcrypt|ipaddr\.js|express|swagger-ui-express|swagger-ui-dist|uuid|pino|@zxcvbn-ts\/language-common|@ts-rest\/core|@ts-rest\/express|@roster\/(contract|migrations|openapi)|node:.+)$/,
  };

  it.each(workspaces)('%s imports only what it may', (workspace) => {
    const faults = filesUnder(`${workspace}/src`).flatMap((file) =>
      importsOf(file)
        .filter((name) => !name.startsWith(`${workspace}/`) && !allowed[workspace]?.test(name))
        .map((name) => `${file} imports ${name}`),
    );
    expect(faults).toEqual([]);
  });

  it('ts-rest is imported in two files', () => {
    const importers = sources.filter((file) => importsOf(file).some((name) => name.startsWith('@ts-rest/')));
    expect(importers.sort()).toEqual(['contract/src/operation.ts', 'server/src/http/mount-contract.ts']);
  });

  it('transactions are opened in one file, in the callback form', () => {
    const openers = sources.filter((file) =>
      /\.transaction\(|transactionProvider|\.commit\(|\.rollback\(/.test(read(file)),
    );
    expect(openers).toEqual(['server/src/database/transact.ts']);
  });

  it('only main.ts reads the environment and ends the process', () => {
    const files = [...filesUnder('server/src'), ...filesUnder('cli/src')];
    const readers = files.filter((file) => /process\.(env|exit)|\benv \} = process/.test(read(file)));
    expect(readers).toEqual(['server/src/main.ts', 'cli/src/main.ts']);
  });

  it('password hashes and tokens are read only where they are needed', () => {
    const readers = filesUnder('server/src').filter((file) => /password_hash|token_hash/.test(read(file)));
    expect(readers.sort()).toEqual([
      'server/src/api-keys/api-key-credential-queries.ts',
      'server/src/sessions/change-own-password.ts',
      'server/src/sessions/log-in.ts',
      'server/src/sessions/session-queries.ts',
      'server/src/sessions/sweep-queries.ts',
      'server/src/sessions/token-queries.ts',
      'server/src/super-admin/transfer-super.ts',
      'server/src/users/user-credential-queries.ts',
    ]);
  });
});

describe('one operation, one name', () => {
  it.each(Object.values(operations).map(({ operationId }) => operationId))('%s', (operationId) => {
    const file = `${kebab(operationId)}.ts`;
    const declared = filesUnder('contract/src').filter((path) => path.endsWith(`/${file}`));
    expect(declared, 'in the contract').toHaveLength(1);
    const folder = dirname(declared[0] ?? '')
      .split('/')
      .at(-1);
    expect(sources, 'on the server').toContain(`server/src/${folder}/${file}`);
    expect(filesUnder('test'), 'in the tests').toContain(`test/${folder}/${kebab(operationId)}.test.ts`);
    expect(read(declared[0] ?? ''), 'as the exported name').toContain(`export const ${operationId} =`);
    expect(read(`server/src/${folder}/${file}`)).toContain(
      `export const ${operationId}: Handler<'${operationId}'>`,
    );
  });
});

describe('size and habits', () => {
  it(`no file has more than ${maxLines} lines`, () => {
    const long = [...sources, ...filesUnder('test'), ...filesUnder('bench')].filter(
      (file) => read(file).split('\n').length > maxLines,
    );
    expect(long).toEqual([]);
  });

  it('there is no any, no non-null assertion, no default export, no skipped test', () => {
    const faults = [...sources, ...filesUnder('test')].flatMap((file) =>
      read(file)
        .split('\n')
        .map((line, index) => ({ line, place: `${file}:${index + 1}` }))
        .filter(({ line }) =>
          /(:|as|<)\s?any\b|\w!\.|\bexport default\b|\b(it|test|describe)\.(skip|only|todo)\b/.test(line),
        )
        .filter(({ line }) => !/^\s*(\*|\/\*|\/\/)/.test(line))
        .filter(({ place }) => !place.startsWith('test/architecture.'))
        .map(({ place, line }) => `${place} ${line.trim()}`),
    );
    expect(faults).toEqual([]);
  });

  it('the paths that the documentation quotes exist', () => {
    const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];
    const quoted = pages
      .filter((page) => page.endsWith('.md'))
      .flatMap((page) =>
        [
          ...read(page).matchAll(
            /`((?:contract|openapi|migrations|server|client|cli|test|bench|scripts|docs)\/[\w./-]*)`/g,
          ),
        ].map((match) => match[1] ?? ''),
      );
    expect(quoted.length).toBeGreaterThan(10);
    const missing = quoted.filter((path) => {
      try {
        readdirSync(join(root, path));
        return false;
      } catch (error) {
        return Reflect.get(Object(error), 'code') !== 'ENOTDIR';
      }
    });
    expect(missing).toEqual([]);
  });
});
