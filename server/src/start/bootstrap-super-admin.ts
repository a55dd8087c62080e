import { randomBytes } from 'node:crypto';
import { canonicalKey, codePointLength, hasDidForm, hasUsernameForm, superRoleName } from '@roster/contract';
import { systemActor } from '../audit/audit-event.ts';
import { insertAuditEvent } from '../audit/audit-queries.ts';
import { ConfigError } from '../config.ts';
import type { Transaction } from '../database/database.ts';
import { isDuplicateOf } from '../database/database-errors.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refusal } from '../http/refusal.ts';
import { newPasswordRefusal } from '../passwords/password-rules.ts';
import { bootstrappedAction, hadSuperAdmin, insertSuperAdmin } from '../super-admin/super-admin-queries.ts';
import { userAudit } from '../users/user-audit.ts';
import { writePasswordHash } from '../users/user-credential-queries.ts';
import { insertUser } from '../users/user-write-queries.ts';

/** The account that was made, with the password if nobody knows it yet. */
export interface BootstrappedSuper {
  readonly username: string;
  readonly generatedPassword: string | undefined;
}

const source = { requestId: 'start', sourceAddress: '', userAgent: '' };

function credentials({ config }: Dependencies) {
  if (config.bootstrap) return { ...config.bootstrap, generatedPassword: undefined };
  if (config.isProduction) {
    throw new ConfigError([
      'The database has no super admin yet: set BOOTSTRAP_SUPER_ADMIN_USERNAME and BOOTSTRAP_SUPER_ADMIN_PASSWORD for the first start',
    ]);
  }
  const password = randomBytes(15).toString('base64url');
  return { username: 'admin', password, generatedPassword: password };
}

function isUsable(username: string): boolean {
  const length = codePointLength(username);
  return hasUsernameForm(username) && !hasDidForm(username) && length >= 3 && length <= 150;
}

function refuseUnusable(
  { username, password }: { username: string; password: string },
  minLength: number,
): void {
  const faults: string[] = [];
  // Not an e-mail address and not a DID, because the account has neither.
  if (!isUsable(username) || !isUsable(canonicalKey(username)) || username.includes('@')) {
    faults.push('BOOTSTRAP_SUPER_ADMIN_USERNAME must be 3 to 150 letters, digits and . _ - + :');
  }
  const refusal = newPasswordRefusal({ field: 'password', password, username, minLength });
  if (refusal) faults.push(`BOOTSTRAP_SUPER_ADMIN_PASSWORD ${refusal.detail.toLowerCase()}`);
  if (codePointLength(password) > 256) {
    faults.push('BOOTSTRAP_SUPER_ADMIN_PASSWORD must have at most 256 characters');
  }
  if (faults.length > 0) throw new ConfigError(faults);
}

async function insertSuper(tx: Transaction, username: string, hash: string, { clock, newId }: Dependencies) {
  const now = clock.now();
  const id = newId(now);
  await insertUser(tx, {
    id,
    username,
    username_key: canonicalKey(username),
    email: null,
    email_key: null,
    display_name: null,
    did: null,
    role_id: superRoleName,
    status: 'active',
    permissions: '[]',
    servers: '[]',
    groups: '[]',
    metadata: '{}',
    must_change_password: 0,
    created_at: now,
    updated_at: now,
    last_login_at: null,
    last_seen_at: null,
    version: 1,
  });
  await writePasswordHash(tx, { userId: id, hash, setBy: id, now });
  await insertSuperAdmin(tx, id);
  const entry = userAudit(bootstrappedAction, { id, username }, []);
  await insertAuditEvent(tx, { id: newId(now), occurredAt: now, entry, actor: systemActor, source });
}

/** Another instance was faster: the pointer's one row, or the username, is there. */
function isLost(error: unknown): boolean {
  const isTaken = error instanceof Refusal && error.code === 'username-taken';
  return isTaken || isDuplicateOf(error, 'id') || /PRIMARY/.test(error instanceof Error ? error.message : '');
}

/**
 * Makes the super admin, unless there ever was one: the pointer to the super admin has one row, and whichever instance
 * inserts it first has made the account.
 * @returns undefined if there is one already.
 * @throws ConfigError when the account cannot be made from the configuration
 */
export async function bootstrapSuperAdmin(
  dependencies: Dependencies,
): Promise<BootstrappedSuper | undefined> {
  const { database, hasher, config } = dependencies;
  if (await hadSuperAdmin(database)) return undefined;
  const { username, password, generatedPassword } = credentials(dependencies);
  refuseUnusable({ username, password }, config.passwordMinLength);
  const hash = await hasher.hash(password);
  try {
    await database.transact((tx) => insertSuper(tx, username, hash, dependencies));
    return { username, generatedPassword };
  } catch (error) {
    if (isLost(error) && (await hadSuperAdmin(database))) return undefined;
    throw error;
  }
}
