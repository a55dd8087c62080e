import { onTestFinished } from 'vitest';
import type { Database } from '../../server/src/database/database.ts';
import { migrate } from '../../server/src/database/migrate.ts';
import { openDatabase } from '../../server/src/database/open-database.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** An empty database for one test. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return database;
}

/** Opens a database for one test; closing it twice is no fault. */
export async function open(url: string, poolMax = 5): Promise<Database> {
  const database = await openDatabase(url, poolMax);
  onTestFinished(() => database.close());
  return database;
}

/** A migrated database with one more table, `notes`, that tests may do with as they like. */
export async function openWithNotes(poolMax = 5): Promise<{ url: string; database: Database }> {
  const { url } = await emptyDatabase();
  const database = await open(url, poolMax);
  await migrate(database);
  await database.reader.schema.createTable('notes', (table) => {
    table.integer('id').notNullable().primary();
    table.bigInteger('moment').notNullable();
  });
  return { url, database };
}

/** The ids of all notes, in order. */
export async function noteIds(database: Database): Promise<number[]> {
  const rows: { id: number }[] = await database.reader('notes').orderBy('id').select('id');
  return rows.map((row) => row.id);
}

/** What a call rejects with. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new Error(`Expected a failure, but got ${JSON.stringify(value)}.`);
    },
    (error: unknown) => error,
  );
}

/** A signal that one part of a test waits for and another gives. */
export interface Signal {
  readonly given: Promise<void>;
  give(): void;
}

export function makeSignal(): Signal {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
