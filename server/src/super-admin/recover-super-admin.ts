import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { canonicalKey, codePointLength } from '@roster/contract';
import { v7 as uuidV7 } from 'uuid';
import { revokeApiKeysOf } from '../api-keys/api-key-queries.ts';
import { systemActor } from '../audit/audit-event.ts';
import { insertAuditEvent } from '../audit/audit-queries.ts';
import type { Config } from '../config.ts';
import type { Database, Transaction } from '../database/database.ts';
import { pendingMigrations } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { createHashGate } from '../passwords/hash-gate.ts';
import { createPasswordHasher } from '../passwords/password-hasher.ts';
import { newPasswordRefusal } from '../passwords/password-rules.ts';
import { endSessionsOfUser } from '../sessions/session-queries.ts';
import { readServiceSecret } from '../start/service-secrets.ts';
import { listKnownNetworks } from '../throttle/known-source-queries.ts';
import { counterId } from '../throttle/throttle.ts';
import { forgetCounters } from '../throttle/throttle-queries.ts';
import { userAudit } from '../users/user-audit.ts';
import { writePasswordHash } from '../users/user-credential-queries.ts';
import { lockUser, readUserById } from '../users/user-queries.ts';
import { updateUserRow } from '../users/user-write-queries.ts';
import { readSuperAdminId } from './super-admin-queries.ts';

/** Why the account was not recovered, in words for the operator. */
export class RecoveryRefusedError extends Error {
  override readonly name = 'RecoveryRefusedError';
}

/** What the operator asks for. */
export interface Recovery {
  readonly username: string;
  readonly password: string;
  /** True if the password is only good for the next log-in. */
  readonly mustChangePassword: boolean;
}

/** What was done. */
export interface RecoveredSuper {
  readonly username: string;
}

const maxPasswordLength = 256;

function refuseUnusable({ username, password }: Recovery, minLength: number): void {
  const refusal = newPasswordRefusal({ field: 'password', password, username, minLength });
  const isTooLong = codePointLength(password) > maxPasswordLength;
  const detail = isTooLong ? `Must have at most ${maxPasswordLength} characters.` : refusal?.detail;
  if (detail !== undefined) throw new RecoveryRefusedError(`The password is refused: ${detail}`);
}

/** Opens what is there, and neither makes nor changes a schema: a service that runs may not be stopped by it. */
async function openExisting({ databaseUrl }: Config): Promise<Database> {
  const file = databaseUrl.replace(/^sqlite:/, '');
  if (file !== databaseUrl && !existsSync(file)) {
    throw new RecoveryRefusedError(
      `There is no database at ${file}: set DATABASE_URL to that of the service.`,
    );
  }
  const database = await openDatabase(databaseUrl, 1);
  try {
    if ((await pendingMigrations(database.reader)).length === 0) return database;
    throw new RecoveryRefusedError(
      'The schema is not up to date: run `roster migrate`, or start the service.',
    );
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Forgets the guesses at this name, all together and from where its owner has logged in before. */
async function forgetGuesses(tx: Transaction, user: { id: string; username_key: string }, key: Buffer) {
  const nameKey = user.username_key;
  const networks = await listKnownNetworks(tx, user.id);
  await forgetCounters(tx, [
    counterId(key, 'name', { nameKey, network: '' }),
    ...networks.map((network) => counterId(key, 'name-and-source', { nameKey, network })),
  ]);
}

async function recover(
  tx: Transaction,
  recovery: Recovery,
  secrets: { readonly hash: string; readonly throttleKey: Buffer },
): Promise<RecoveredSuper> {
  const { hash, throttleKey } = secrets;
  const id = await readSuperAdminId(tx);
  if (id === undefined) throw new RecoveryRefusedError('There is no super admin yet: start the service.');
  await lockUser(tx, id);
  const user = await readUserById(tx, id);
  if (user === undefined) throw new Error('The super admin is not there.');
  if (user.username_key !== canonicalKey(recovery.username)) {
    throw new RecoveryRefusedError(
      `${recovery.username} is not the super admin, who is ${user.username} and can reset other passwords.`,
    );
  }
  const now = Date.now();
  const mustChange = recovery.mustChangePassword ? 1 : 0;
  await writePasswordHash(tx, { userId: id, hash, setBy: id, now });
  // Nothing but a hand in the database disables the super admin; that must not keep them out either.
  await updateUserRow(tx, user, { must_change_password: mustChange, status: 'active' }, now);
  await endSessionsOfUser(tx, id);
  await revokeApiKeysOf(tx, id, now);
  await forgetGuesses(tx, user, throttleKey);
  await insertAuditEvent(tx, {
    id: uuidV7({ msecs: now }),
    occurredAt: now,
    entry: userAudit('superAdmin.recovered', user, [{ field: 'password' }]),
    actor: systemActor,
    source: { requestId: `recover-${randomUUID()}`, sourceAddress: '', userAgent: '' },
  });
  return { username: user.username };
}

/**
 * Gives the super admin a new password and ends every credential of the account: the operator's way back in, past the
 * API and its rules of authority, because whoever reaches the database could do as much by hand.
 * @throws RecoveryRefusedError for any other account, and for a password that may not be set
 */
export async function recoverSuperAdmin(config: Config, recovery: Recovery): Promise<RecoveredSuper> {
  refuseUnusable(recovery, config.passwordMinLength);
  const database = await openExisting(config);
  try {
    const hasher = await createPasswordHasher({
      gate: createHashGate(1, 1),
      parameters: config.argon2,
      reportUnusable: () => {},
    });
    const hash = await hasher.hash(recovery.password);
    const throttleKey = await readServiceSecret(database, { now: () => Date.now() }, 'throttle');
    return await database.transact((tx) => recover(tx, recovery, { hash, throttleKey }));
  } finally {
    await database.close();
  }
}
