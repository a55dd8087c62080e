import { writeFile } from 'node:fs/promises';
import knex from 'knex';
import { createBookkeeping } from './bookkeeping.ts';
import { dumpSchema } from './dump-schema.ts';
import { migrations } from './index.ts';

const file = new URL('../schema.sql', import.meta.url);

const database = knex({
  client: 'better-sqlite3',
  connection: { filename: ':memory:' },
  useNullAsDefault: true,
  pool: { min: 1, max: 1 },
});
await createBookkeeping(database);
for (const migration of migrations) await migration.up(database);
await writeFile(file, await dumpSchema(database));
await database.destroy();
