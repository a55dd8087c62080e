import { readFile } from 'node:fs/promises';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { dumpSchema } from '../../migrations/src/dump-schema.ts';
import { migrations } from '../../migrations/src/index.ts';
import type { Database } from '../../server/src/database/database.ts';
import { migrate } from '../../server/src/database/migrate.ts';
import { currentEngine } from '../support/database.ts';
import { emptyDatabase, failureOf, open } from './open.ts';
import { killAfter, type Schema, schemaOf } from './schema.ts';

const stepNames = migrations.map((migration) => migration.name);

async function freshSchema(): Promise<Schema> {
  const database = await open((await emptyDatabase()).url);
  await migrate(database);
  return schemaOf(database);
}

/** What was applied, and whether the lock is free again. */
async function bookkeeping(database: Database) {
  const applied: { name: string }[] = await database.reader('migrations').orderBy('name').select('name');
  const lock: { holder: string | null }[] = await database.reader('migration_lock').select('holder');
  return { applied: applied.map((row) => row.name), lock };
}

const finished = { applied: stepNames, lock: [{ holder: null }] };

describe('an empty database', () => {
  it('gets every step once, and none at the next start', async () => {
    const { url } = await emptyDatabase();
    const database = await open(url);
    expect(await migrate(database)).toEqual(stepNames);
    expect(await migrate(database)).toEqual([]);
    expect(await migrate(await open(url))).toEqual([]);
    expect(await bookkeeping(database)).toEqual(finished);
  });

  it('has the four built-in roles', async () => {
    const database = await open((await emptyDatabase()).url);
    await migrate(database);
    const roles = await database
      .reader('roles')
      .orderBy('rank', 'desc')
      .select('id', 'name', 'rank', 'version');
    expect(roles.map(({ id, name, rank, version }) => [id, name, rank, version])).toEqual([
      ['super_admin', 'super_admin', 100, 1],
      ['admin', 'admin', 80, 1],
      ['editor', 'editor', 40, 1],
      ['viewer', 'viewer', 20, 1],
    ]);
    expect(await database.reader('role_permissions').select('role_id', 'permission')).toEqual([
      { role_id: 'editor', permission: 'api-keys:create' },
    ]);
  });
});

describe('instances that start at the same time', () => {
  it.each([1, 2, 3, 4, 5])('apply each step once, and all succeed (round %i)', async () => {
    const { url } = await emptyDatabase();
    const instances = await Promise.all([open(url), open(url), open(url)]);
    const applied = await Promise.all(instances.map((instance) => migrate(instance)));
    expect(applied.flat().sort()).toEqual(stepNames);
    expect(await bookkeeping(instances[0])).toEqual(finished);
  });
});

describe('an instance that is killed', () => {
  it('after any statement leaves what the next one completes', { timeout: 120_000 }, async () => {
    const expected = await freshSchema();
    for (let statements = 1; ; statements += 1) {
      const { url, drop } = await emptyDatabase();
      const killed = await open(url);
      const release = killAfter(killed, statements);
      const isKilled = await migrate(killed).then(
        () => false,
        (error: unknown) => /killed/.test(String(error)),
      );
      release();
      await killed.close();
      const next = await open(url);
      await expireLock(next);
      await migrate(next);
      expect(await schemaOf(next), `killed after statement ${statements}`).toEqual(expected);
      // If only giving the lock back was missing, it is left to expire.
      expect((await bookkeeping(next)).applied).toEqual(stepNames);
      await next.close();
      await drop();
      if (!isKilled) {
        expect(statements).toBeGreaterThan(stepNames.length * 2);
        return;
      }
    }
  });

  it('keeps others out while its lock is fresh, and no longer', async () => {
    const { url } = await emptyDatabase();
    const database = await open(url);
    await migrate(database);
    await migrations.at(-1)?.down(database.reader as Knex);
    await database
      .reader('migrations')
      .where({ name: stepNames.at(-1) })
      .delete();
    const lock = database.reader('migration_lock');
    await lock.clone().update({ holder: 'somebody else', renewed_at: Date.now() });
    expect(await failureOf(migrate(database, 300))).toMatchObject({
      name: 'SchemaError',
      message: 'Another instance has held the migration lock for too long.',
    });
    await lock.clone().update({ holder: 'somebody else', renewed_at: Date.now() - 31_000 });
    expect(await migrate(database, 300)).toEqual(stepNames.slice(-1));
  });
});

/** The tables may not be there yet: then there is no lock either. */
async function expireLock({ reader }: Database): Promise<void> {
  if (await reader.schema.hasTable('migration_lock'))
    await reader('migration_lock').update({ renewed_at: 0 });
}

describe('the schema of a newer release', () => {
  it('is refused with the names of the unknown steps, and left alone', async () => {
    const database = await open((await emptyDatabase()).url);
    await migrate(database);
    const before = await schemaOf(database);
    await database.reader('migrations').insert({ name: '9999-from-the-future', applied_at: 1 });
    expect(await failureOf(migrate(database))).toMatchObject({
      name: 'SchemaError',
      message: expect.stringMatching(/newer release.*9999-from-the-future/),
    });
    expect(await schemaOf(database)).toEqual(before);
  });
});

describe('going back', () => {
  it('and forth gives the same schema', async () => {
    const database = await open((await emptyDatabase()).url);
    await migrate(database);
    const before = await schemaOf(database);
    // Outside of tests nobody goes back, so that there is no function for it that would hand out the pool.
    const knex = database.reader as Knex;
    for (const migration of migrations.toReversed()) await migration.down(knex);
    expect([...(await schemaOf(database)).keys()].sort()).toEqual(['migration_lock', 'migrations']);
    await knex('migrations').delete();
    await migrate(database);
    expect(await schemaOf(database)).toEqual(before);
  });
});

describe('the committed schema', () => {
  it.runIf(currentEngine() === 'sqlite')('is that of a freshly migrated database', async () => {
    const database = await open((await emptyDatabase()).url);
    await migrate(database);
    const committed = await readFile(new URL('../../migrations/schema.sql', import.meta.url), 'utf8');
    // The reader of an open database is its pool.
    expect(await dumpSchema(database.reader as Knex), 'run `npm run schema`').toBe(committed);
  });
});

describe.skipIf(currentEngine() === 'sqlite')('on a database server', () => {
  it('every table is InnoDB with a primary key, and all text is compared byte for byte', async () => {
    const database = await open((await emptyDatabase()).url);
    await migrate(database);
    const schema = await schemaOf(database);
    expect(schema.size).toBeGreaterThan(10);
    for (const [table, definition] of schema) {
      expect(definition, table).toMatch(/PRIMARY KEY/);
      expect(definition, table).toMatch(/ENGINE=InnoDB/);
      expect(definition, table).toMatch(/COLLATE=utf8mb4_bin/);
    }
    const collations = await database.run<{ name: string }>(
      'select distinct collation_name as name from information_schema.columns ' +
        'where table_schema = database() and collation_name is not null order by 1',
      [],
    );
    expect(collations.map((row) => row.name)).toEqual(['ascii_bin', 'utf8mb4_bin']);
  });
});

describe('the one row of the super admin', () => {
  it('cannot have a second beside it', async () => {
    const database = await open((await emptyDatabase()).url);
    await migrate(database);
    const pointer = { id: 2, user_id: 'nobody', version: 1 };
    expect(String(await failureOf(database.transact((tx) => tx('super_admin').insert(pointer))))).toMatch(
      /super_admin_is_one_row/,
    );
  });
});
