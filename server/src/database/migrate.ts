import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { bookkeepingTables, createBookkeeping, type Migration, migrations } from '@roster/migrations';
import type { Knex } from 'knex';
import type { Database } from './database.ts';
import { isConflict } from './database-errors.ts';

const { applied: doneTable, lock: lockTable } = bookkeepingTables;
/** A lock that was not renewed for this long belongs to an instance that is no more. */
const leaseMs = 30_000;
const pollMs = 200;

/** The schema is not one that this release can work with, or could not be brought up to date. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

/** Another instance ran the very statement at the same time; the next round sees what it did. */
function isRace(error: unknown): boolean {
  return isConflict(error) || /already exists/.test(error instanceof Error ? error.message : '');
}

async function ensureTables(knex: Knex): Promise<void> {
  await createBookkeeping(knex);
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

async function renewLock(knex: Knex, holder: string): Promise<void> {
  const renewed = await knex(lockTable).where({ id: 1, holder }).update({ renewed_at: Date.now() });
  if (renewed !== 1) throw new SchemaError('The migration lock was lost to another instance.');
}

/** The steps that the database does not have yet. */
export async function pendingMigrations(knex: Knex): Promise<Migration[]> {
  const rows: { name: string }[] = await knex(doneTable).select('name');
  const done = new Set(rows.map((row) => row.name));
  const unknown = [...done].filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new SchemaError(
      `The database was set up by a newer release, which this one does not know how to use: it has ${unknown.join(', ')}.`,
    );
  }
  return migrations.filter((migration) => !done.has(migration.name));
}

async function applyStep(database: Database, knex: Knex, migration: Migration): Promise<void> {
  const note = { name: migration.name, applied_at: Date.now() };
  if (database.engine === 'sqlite') {
    // SQLite can undo a change of the schema: the step and the note of it happen together or not at all.
    await database.transact(async (tx) => {
      await migration.up(tx);
      await tx(doneTable).insert(note).onConflict('name').ignore();
    });
    return;
  }
  await migration.up(knex);
  await knex(doneTable).insert(note).onConflict('name').ignore();
}

async function applyPending(database: Database, knex: Knex, holder: string): Promise<string[]> {
  const applied: string[] = [];
  // A step may take longer than the lease; a renewal that fails shows before the next step.
  const renewal = setInterval(() => renewLock(knex, holder).catch(() => {}), leaseMs / 3);
  try {
    for (const migration of await pendingMigrations(knex)) {
      await renewLock(knex, holder);
      await applyStep(database, knex, migration);
      applied.push(migration.name);
    }
  } finally {
    clearInterval(renewal);
  }
  return applied;
}

async function attempt(database: Database, knex: Knex, holder: string): Promise<string[] | 'locked'> {
  await ensureTables(knex);
  if ((await pendingMigrations(knex)).length === 0) return [];
  if (!(await takeLock(knex, holder))) return 'locked';
  try {
    return await applyPending(database, knex, holder);
  } finally {
    // A lock that cannot be given back ends with its lease; the reason for a failure must not be lost over it.
    const free = knex(lockTable).where({ id: 1, holder }).update({ holder: null, renewed_at: 0 });
    await free.catch(() => {});
  }
}

/**
 * Brings the schema up to date; any number of instances may do so at the same time, and one of them does the work.
 * @returns the names of the steps that this instance applied.
 * @throws SchemaError when another instance holds the lock for longer than `waitMs`, or the schema is of a newer release.
 */
export async function migrate(database: Database, waitMs = 120_000): Promise<string[]> {
  // The pool itself is needed: no engine but SQLite can change the schema inside a transaction.
  const knex: Knex = database.reader;
  const holder = randomUUID();
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      const applied = await attempt(database, knex, holder);
      if (applied !== 'locked') return applied;
    } catch (error) {
      if (!isRace(error)) throw error;
    }
    if (Date.now() > deadline)
      throw new SchemaError('Another instance has held the migration lock for too long.');
    await sleep(pollMs);
  }
}
