import type { Config } from '../config.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';

/**
 * Brings the schema of the configured database up to date, without starting the service.
 * @returns the names of the steps that were applied
 */
export async function migrateDatabase(config: Config): Promise<string[]> {
  const database = await openDatabase(config.databaseUrl, 1);
  try {
    return await migrate(database);
  } finally {
    await database.close();
  }
}
