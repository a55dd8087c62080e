import { ConfigError } from '../config.ts';
import { isUnavailable } from '../database/database-errors.ts';
import { SchemaError } from '../database/migrate.ts';
import { UnsafeDatabaseError } from '../database/mysql-session.ts';
import { RecoveryRefusedError } from '../super-admin/recover-super-admin.ts';

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}

/** An error's message; one of several addresses that were tried has none of its own. */
function messageOf(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map(String).join('; ');
  return error.message || codeOf(error);
}

/** Where a failing listen wanted to listen, as far as the error says. */
function addressOf(error: Error): string {
  const { address, port } = { address: '', port: '', ...error };
  return [address, port].filter((part) => part !== '').join(':');
}

/** Their messages say what to do. */
const clearErrors = [ConfigError, UnsafeDatabaseError, SchemaError, RecoveryRefusedError];

/**
 * Why the service could not start or stop. What the operator can mend is said in words; anything else shows where it
 * comes from.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (clearErrors.some((kind) => error instanceof kind)) return error.message;
  if ('syscall' in error && error.syscall === 'listen') {
    if (codeOf(error) === 'EADDRINUSE') {
      return `Another process listens on ${addressOf(error)} already: set PORT or HOST.`;
    }
    return `It cannot listen: ${messageOf(error)}.`;
  }
  const isFileSystem = 'syscall' in error && 'path' in error;
  if (isUnavailable(error) || isFileSystem || /^(ER_|SQLITE_)/.test(codeOf(error))) {
    return `The database that DATABASE_URL names cannot be used: ${messageOf(error)}.`;
  }
  return error.stack ?? error.message;
}
