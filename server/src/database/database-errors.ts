/** The connection was lost during COMMIT: the change may be there or not. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
}

/** A row that was read in this transaction was changed by another one: run it again. */
export class StaleRowError extends Error {
  override readonly name = 'StaleRowError';
}

/*
 * Numbers of MySQL, MariaDB and Galera that prove that the whole transaction is undone, or, for 1205, that undoing it is
 * all that is left to do: deadlock, certification conflict, lock wait timeout, changed snapshot.
 */
const conflictNumbers = new Set([1213, 1205, 1020]);

/** Server gone, shutting down, read-only, too many connections, or a cluster node without quorum. */
const unavailableNumbers = new Set([1040, 1047, 1053, 1152, 1180, 1203, 1290, 1792, 1836, 1927, 3168]);

const connectionCodes = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'POOL_CLOSED',
  'POOL_ENQUEUELIMIT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ENOENT',
  'SQLITE_IOERR',
  'SQLITE_FULL',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
]);

function property(error: unknown, name: string): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  return Reflect.get(error, name);
}

function codeOf(error: unknown): string {
  const code = property(error, 'code');
  return typeof code === 'string' ? code : '';
}

function numberOf(error: unknown): number {
  const number = property(error, 'errno');
  return typeof number === 'number' ? number : 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

/** True if the error proves that nothing of the transaction remains, and trying again makes sense. */
export function isConflict(error: unknown): boolean {
  return (
    error instanceof StaleRowError ||
    conflictNumbers.has(numberOf(error)) ||
    codeOf(error).startsWith('SQLITE_BUSY')
  );
}

/** True if the database cannot be reached, or the connection broke. */
export function isUnavailable(error: unknown): boolean {
  if (connectionCodes.has(codeOf(error)) || unavailableNumbers.has(numberOf(error))) return true;
  if (codeOf(error).startsWith('SQLITE_IOERR')) return true;
  // A connection that was killed inside a transaction shows only as a failing ROLLBACK, without a code.
  return (
    property(error, 'fatal') === true || /closed state|database connection is not open/.test(messageOf(error))
  );
}

/** True if no connection of the pool became free in time. */
export function isPoolExhausted(error: unknown): boolean {
  return property(error, 'name') === 'KnexTimeoutError' || codeOf(error) === 'POOL_TIMEOUT';
}

/**
 * True if the error is the refusal of a duplicate in the column. The engines name the broken rule differently: SQLite
 * by its columns, MySQL and MariaDB by the index, whose name holds the column's.
 */
export function isDuplicateOf(error: unknown, column: string): boolean {
  const isDuplicate = numberOf(error) === 1062 || codeOf(error).startsWith('SQLITE_CONSTRAINT_');
  if (!isDuplicate) return false;
  const rule = /for key '([^']+)'|UNIQUE constraint failed: (.+)$/.exec(messageOf(error));
  const name = rule?.[1] ?? rule?.[2] ?? '';
  return name.includes(`_${column}_`) || name.split(', ').some((part) => part.endsWith(`.${column}`));
}
