/** The connection was lost during COMMIT: the change may be there or not. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
}

/** A row that was read in this transaction was changed by another one: run it again. */
export class StaleRowError extends Error {
  override readonly name = 'StaleRowError';
}

/** No connection of the pool for hot reads became free in time. */
export class PoolTimeoutError extends Error {
  override readonly name = 'PoolTimeoutError';
}

/*
 * Numbers of MySQL, MariaDB, Galera and group replication that prove that the whole transaction is undone, or, for 1205,
 * that undoing it is all that is left to do: deadlock, certification conflict, lock wait timeout, changed snapshot.
 */
const conflictNumbers = new Set([1213, 1205, 1020, 3101]);

/** The server ended the connection: shut down, killed, idle for too long. */
const lostNumbers = new Set([1053, 1152, 1927, 4031]);

/** Too many connections, read-only, interrupted, or a cluster node without quorum. */
const unavailableNumbers = new Set([1040, 1047, 1180, 1203, 1290, 1317, 1792, 1836, 1969, 3024, 3168]);

const lostCodes = new Set(['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE']);

const unavailableCodes = new Set([
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ECONNREFUSED',
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

/** True if another transaction held a lock for longer than the session waits. */
export function isLockWaitTimeout(error: unknown): boolean {
  return numberOf(error) === 1205;
}

/** True if a connection that was there is gone. Inside a transaction that proves that it was rolled back, but not at its COMMIT. */
export function isLostConnection(error: unknown): boolean {
  if (lostCodes.has(codeOf(error)) || lostNumbers.has(numberOf(error))) return true;
  // A connection that was killed inside a transaction shows only as a failing ROLLBACK, without a code.
  return /closed state/.test(messageOf(error));
}

/** True if the database cannot be reached, or the connection broke. */
export function isUnavailable(error: unknown): boolean {
  if (isLostConnection(error)) return true;
  if (unavailableCodes.has(codeOf(error)) || unavailableNumbers.has(numberOf(error))) return true;
  if (codeOf(error).startsWith('SQLITE_IOERR') || property(error, 'fatal') === true) return true;
  // What the pools and SQLite say once the service is closing its database.
  return /connection is not open|Unable to acquire a connection|Pool is closed/.test(messageOf(error));
}

/** True if no connection of the pool became free in time. */
export function isPoolExhausted(error: unknown): boolean {
  return error instanceof PoolTimeoutError || property(error, 'name') === 'KnexTimeoutError';
}

/** True if the error is the refusal of a duplicate, whatever of. */
export function isDuplicate(error: unknown): boolean {
  return numberOf(error) === 1062 || /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(codeOf(error));
}

/** True if a row cannot go, or change its key, because others refer to it. */
export function isStillReferenced(error: unknown): boolean {
  return numberOf(error) === 1451 || codeOf(error) === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

/** True if a row refers to another one that is not there. */
export function isReferenceMissing(error: unknown): boolean {
  return numberOf(error) === 1452 || codeOf(error) === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

/**
 * True if the error is the refusal of a duplicate in the column. The engines name the broken rule differently: SQLite
 * by its columns, MySQL and MariaDB by the index, whose name holds the column's.
 */
export function isDuplicateOf(error: unknown, column: string): boolean {
  if (!isDuplicate(error)) return false;
  // At the end, because the value that is there twice stands before it, and somebody chose it.
  const rule = /(?:for key '([^']+)'|UNIQUE constraint failed: (.+))$/.exec(messageOf(error));
  const name = rule?.[1] ?? rule?.[2] ?? '';
  return name.includes(`_${column}_`) || name.split(', ').some((part) => part.endsWith(`.${column}`));
}
