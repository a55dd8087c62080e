import type { Logger } from 'pino';
import { v7 as uuidV7 } from 'uuid';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase } from './database/open-database.ts';
import { createLogger } from './logger.ts';
import { createHashGate, type HashGate } from './passwords/hash-gate.ts';
import { createPasswordHasher, type PasswordHasher } from './passwords/password-hasher.ts';
import { readServiceSecret } from './start/service-secrets.ts';
import { createThrottle, type Throttle } from './throttle/throttle.ts';

/** Tells the time, in milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** What operations work with; built once, in one place. */
export interface Dependencies {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly hasher: PasswordHasher;
  readonly hashGate: HashGate;
  readonly throttle: Throttle;
  /** A UUID of version 7 whose time is the given moment, so that order by id is order by creation. */
  newId(moment: number): string;
  /** Authenticates cursors; the same for all instances on one database. */
  readonly cursorKey: Buffer;
}

export const systemClock: Clock = { now: () => Date.now() };

/**
 * Opens the database, brings its schema up to date and builds what operations work with.
 * @throws UnsafeDatabaseError when the database server is set up unsafely.
 */
export async function openDependencies(config: Config, clock: Clock = systemClock): Promise<Dependencies> {
  const logger = createLogger(config.logLevel);
  const database = await openDatabase(config.databaseUrl, config.databasePoolMax);
  try {
    const applied = await migrate(database);
    const hashGate = createHashGate(config.hashConcurrency, config.hashQueueMax);
    if (applied.length > 0) logger.info({ applied }, 'the schema was brought up to date');
    return {
      config,
      database,
      clock,
      logger,
      hasher: await createPasswordHasher({
        gate: hashGate,
        parameters: config.argon2,
        reportUnusable: (fault) => logger.error({ fault }, 'a stored password hash cannot be checked'),
      }),
      hashGate,
      throttle: createThrottle({
        database,
        limits: config.throttle,
        key: await readServiceSecret(database, clock, 'throttle'),
      }),
      newId: (moment) => uuidV7({ msecs: moment }),
      cursorKey: await readServiceSecret(database, clock, 'cursor'),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
