export { createApp } from './app.ts';
export { type Config, ConfigError, parseConfig } from './config.ts';
export type { Database, Reader, Transaction } from './database/database.ts';
export { migrateDatabase } from './database/migrate-database.ts';
export { type Dependencies, openDependencies } from './dependencies.ts';
export { createHttpServer } from './http/http-server.ts';
export { createLogger } from './logger.ts';
export { describeFailure } from './start/describe-failure.ts';
export { type RunningService, startService } from './start-service.ts';
export {
  type RecoveredSuper,
  type Recovery,
  RecoveryRefusedError,
  recoverSuperAdmin,
} from './super-admin/recover-super-admin.ts';
