import type { Command } from './command.ts';
import { migrateCommand } from './migrate.ts';
import { recoverCommand } from './recover.ts';
import { serveCommand } from './serve.ts';
import { createUserCommand } from './users/create-user.ts';
import { exportUsersCommand } from './users/export-users.ts';
import { importUsersCommand } from './users/import-users.ts';
import { listUsersCommand } from './users/list-users.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  serveCommand,
  migrateCommand,
  recoverCommand,
  listUsersCommand,
  createUserCommand,
  importUsersCommand,
  exportUsersCommand,
];
