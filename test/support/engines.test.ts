import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, currentEngine, currentEngineVersion, type TestDatabase } from './database.ts';
import { readRow, withConnection } from './engines/server-connection.ts';

async function openDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return database;
}

async function execute({ engine, url }: TestDatabase, sql: string): Promise<void> {
  if (engine !== 'sqlite') {
    await withConnection(url, (connection) => connection.query(sql));
    return;
  }
  const file = new Database(url.slice('sqlite:'.length));
  file.exec(sql);
  file.close();
}

test('a database belongs to the engine under test', async () => {
  const { engine, url } = await openDatabase();
  expect(engine).toBe(currentEngine());
  expect(url).toMatch(engine === 'sqlite' ? /^sqlite:\/.*\/roster\.db$/ : /^mysql:\/\/.*\/roster_test_\w+/);
});

test('a fresh database accepts statements', async () => {
  const database = await openDatabase();
  await execute(database, 'CREATE TABLE colours (name VARCHAR(20) PRIMARY KEY)');
  await execute(database, "INSERT INTO colours VALUES ('blue')");
  await expect(execute(database, "INSERT INTO colours VALUES ('blue')")).rejects.toThrow(/unique|duplicate/i);
});

test('two databases are independent', async () => {
  const [one, other] = [await openDatabase(), await openDatabase()];
  expect(one.url).not.toBe(other.url);
  await execute(one, 'CREATE TABLE colours (name VARCHAR(20) PRIMARY KEY)');
  await execute(other, 'CREATE TABLE colours (name VARCHAR(20) PRIMARY KEY)');
});

test('a dropped database is gone', async () => {
  const database = await createTestDatabase();
  await execute(database, 'CREATE TABLE colours (name VARCHAR(20) PRIMARY KEY)');
  await database.drop();
  if (database.engine === 'sqlite') expect(existsSync(database.url.slice('sqlite:'.length))).toBe(false);
  else await expect(execute(database, 'SELECT 1')).rejects.toThrow(/unknown database/i);
});

test('the server is the engine that its name says, with its strict default sql_mode', async () => {
  expect(currentEngineVersion()).toMatch(/^\d+\.\d+\.\d+$/);
  if (currentEngine() === 'sqlite') return;
  const { url } = await openDatabase();
  const [version, mode] = await withConnection(url, (connection) =>
    readRow(connection, 'SELECT VERSION(), @@sql_mode'),
  );
  expect(String(version).startsWith(currentEngineVersion())).toBe(true);
  expect(String(version).includes('MariaDB')).toBe(currentEngine() === 'mariadb');
  expect(mode).toContain('STRICT_TRANS_TABLES');
});
