import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Migration, migrations } from '@roster/migrations';
import type { Knex } from 'knex';
import type { Database } from './database.ts';
import { isConflict, isDuplicateOf } from './database-errors.ts';

const lockTable = 'migration_lock';
const doneTable = 'migrations';
/** A lock that was not renewed for this long belongs to an instance that is no more. */
const leaseMs = 30_000;
const pollMs = 200;

/** Another instance ran the very statement at the same time; the next round sees what it did. */
function isRace(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return isConflict(error) || isDuplicateOf(error, 'id') || /already exists|PRIMARY/.test(message);
}

async function ensureTables(knex: Knex): Promise<void> {
  if (!(await knex.schema.hasTable(doneTable))) {
    await knex.schema.createTable(doneTable, (table) => {
      table.string('name', 100).primary();
      table.bigInteger('applied_at').notNullable();
    });
  }
  if (!(await knex.schema.hasTable(lockTable))) {
    await knex.schema.createTable(lockTable, (table) => {
      table.integer('id').primary();
      table.string('holder', 36);
      table.bigInteger('renewed_at').notNullable();
    });
  }
  await knex(lockTable).insert({ id: 1, holder: null, renewed_at: 0 }).onConflict('id').ignore();
}

/** One compare-and-set on one row: it holds on every engine, also across the nodes of a cluster. */
async function takeLock(knex: Knex, holder: string): Promise<boolean> {
  const taken = await knex(lockTable)
    .where({ id: 1 })
    .andWhere((free) => free.whereNull('holder').orWhere('renewed_at', '<', Date.now() - leaseMs))
    .update({ holder, renewed_at: Date.now() });
  return taken === 1;
}

async function pendingMigrations(knex: Knex): Promise<Migration[]> {
  const rows: { name: string }[] = await knex(doneTable).select('name');
  const done = new Set(rows.map((row) => row.name));
  const unknown = [...done].filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new Error(`The database was set up by a newer release: it has ${unknown.join(', ')}.`);
  }
  return migrations.filter((migration) => !done.has(migration.name));
}

async function applyPending(knex: Knex, holder: string): Promise<string[]> {
  const applied: string[] = [];
  for (const migration of await pendingMigrations(knex)) {
    const renewed = await knex(lockTable).where({ id: 1, holder }).update({ renewed_at: Date.now() });
    if (renewed !== 1) throw new Error('The migration lock was lost to another instance.');
    await migration.up(knex);
    await knex(doneTable).insert({ name: migration.name, applied_at: Date.now() });
    applied.push(migration.name);
  }
  return applied;
}

async function attempt(knex: Knex, holder: string): Promise<string[] | 'locked'> {
  await ensureTables(knex);
  if ((await pendingMigrations(knex)).length === 0) return [];
  if (!(await takeLock(knex, holder))) return 'locked';
  try {
    return await applyPending(knex, holder);
  } finally {
    await knex(lockTable).where({ id: 1, holder }).update({ holder: null, renewed_at: 0 });
  }
}

/**
 * Brings the schema up to date; any number of instances may do so at the same time, and one of them does the work.
 * @returns the names of the steps that this instance applied.
 * @throws Error when another instance holds the lock for longer than `waitMs`, or the schema is of a newer release.
 */
export async function migrate(database: Database, waitMs = 120_000): Promise<string[]> {
  // The pool itself is needed: steps change the schema, which no engine but SQLite does inside a transaction.
  const knex: Knex = database.reader;
  const holder = randomUUID();
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      const applied = await attempt(knex, holder);
      if (applied !== 'locked') return applied;
    } catch (error) {
      if (!isRace(error)) throw error;
    }
    if (Date.now() > deadline) throw new Error('Another instance has held the migration lock for too long.');
    await sleep(pollMs);
  }
}
