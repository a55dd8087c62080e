import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { sqlModeFaults, UnsafeDatabaseError } from '../../server/src/database/mysql-session.ts';
import { openDatabase } from '../../server/src/database/open-database.ts';
import { startService } from '../../server/src/start-service.ts';
import { currentEngine } from '../support/database.ts';
import { findMariadb, findMysql } from '../support/engines/find-engines.ts';
import { readRow, withConnection, withDatabaseName } from '../support/engines/server-connection.ts';
import { type PrivateServer, startServer } from '../support/engines/start-server.ts';
import { testConfig } from '../support/service.ts';
import { failureOf } from './open.ts';

const strict = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

const modes: [sqlMode: string, faults: RegExp[]][] = [
  [strict, []],
  ['STRICT_ALL_TABLES', []],
  ['', [/lacks STRICT/]],
  ['NO_ENGINE_SUBSTITUTION', [/lacks STRICT/]],
  ['XSTRICT_TRANS_TABLES', [/lacks STRICT/]],
  [`${strict},NO_BACKSLASH_ESCAPES`, [/NO_BACKSLASH_ESCAPES/]],
  [`${strict},ANSI_QUOTES`, [/ANSI_QUOTES/]],
  [`REAL_AS_FLOAT,PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ANSI,${strict}`, [/ANSI_QUOTES/]],
  ['NO_BACKSLASH_ESCAPES,ANSI_QUOTES', [/lacks STRICT/, /NO_BACKSLASH_ESCAPES/, /ANSI_QUOTES/]],
];

describe('the faults of a sql_mode', () => {
  it.each(modes)('%s', (sqlMode, faults) => {
    expect(sqlModeFaults(sqlMode)).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });
});

// A server of its own: the mode is one of the whole server, and other tests use the common one at the same time.
describe.skipIf(currentEngine() === 'sqlite')('a server with such a sql_mode', () => {
  let server: PrivateServer | undefined;

  beforeAll(async () => {
    const finding = await (currentEngine() === 'mariadb' ? findMariadb() : findMysql(process.env));
    if ('missing' in finding) return;
    server = await startServer(finding.binary);
    await withConnection(server.url, (connection) => connection.query('create database roster'));
  }, 120_000);
  afterAll(() => server?.stop());

  async function urlWith(sqlMode: string): Promise<string> {
    if (server === undefined)
      throw new Error('There is no server of this engine here that could be started.');
    await withConnection(server.url, (connection) => connection.query('set global sql_mode = ?', [sqlMode]));
    return withDatabaseName(server.url, 'roster');
  }

  it.each(modes.filter(([sqlMode, faults]) => faults.length > 0 && !sqlMode.startsWith('X')))(
    'is refused: %s',
    async (sqlMode, faults) => {
      const failure = await failureOf(openDatabase(await urlWith(sqlMode), 1));
      expect(failure).toBeInstanceOf(UnsafeDatabaseError);
      for (const fault of faults) expect(failure).toMatchObject({ message: expect.stringMatching(fault) });
    },
  );

  it('is refused before anything is written to it', async () => {
    const url = await urlWith('');
    expect(await failureOf(startService(testConfig(url)))).toBeInstanceOf(UnsafeDatabaseError);
    const tables = await withConnection(url, (connection) =>
      readRow(connection, 'select count(*) from information_schema.tables where table_schema = database()'),
    );
    expect(tables.map(Number)).toEqual([0]);
  });

  it('is used with the mode that it has by default', async () => {
    const database = await openDatabase(await urlWith(strict), 1);
    onTestFinished(() => database.close());
    expect(await database.run('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  it('that becomes so while the service runs does not reach its connections', async () => {
    const database = await openDatabase(await urlWith(strict), 2);
    onTestFinished(() => database.close());
    await urlWith('NO_BACKSLASH_ESCAPES,ANSI_QUOTES');
    const sql = 'select @@session.sql_mode as mode';
    const [hot] = await database.run<{ mode: string }>(sql, []);
    const [[row]] = await database.reader.raw(sql);
    // The driver adds a mode of its own.
    for (const mode of [hot?.mode, row.mode]) {
      expect(mode).toContain(strict);
      expect(sqlModeFaults(String(mode))).toEqual([]);
    }
  });
});
