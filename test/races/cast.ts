import { randomUUID } from 'node:crypto';
import { canonicalKey } from '@roster/contract';
import type { Transaction } from '@roster/server';
import { insertPermission } from '../../server/src/permissions/permission-queries.ts';
import { insertRole } from '../../server/src/roles/role-queries.ts';
import { hashFamily, newFamily, pairOf } from '../../server/src/sessions/refresh-tokens.ts';
import { insertSession } from '../../server/src/sessions/session-queries.ts';
import { insertAccessToken, insertFamily } from '../../server/src/sessions/token-queries.ts';
import { hashToken } from '../../server/src/sessions/tokens.ts';
import { writePasswordHash } from '../../server/src/users/user-credential-queries.ts';
import { readUserById } from '../../server/src/users/user-queries.ts';
import { formatNames } from '../../server/src/users/user-row.ts';
import { insertUser } from '../../server/src/users/user-write-queries.ts';
import { uniqueName } from '../support/given.ts';
import { superPassword } from '../support/service.ts';
import { cheapHash } from './arena.ts';

/** Somebody who takes part in a round. */
export interface Person {
  readonly id: string;
  readonly username: string;
  /** The version at the beginning of the round. */
  readonly version: number;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Brings the people and things of one round on, without the time that requests would take. */
export interface Cast {
  /** Everybody so far, in the order in which they were called. */
  readonly people: readonly Person[];
  /** An active user with a session and a password of their own choice. */
  person(fields?: { role?: string; permissions?: readonly string[] }): Promise<Person>;
  /** Whoever is the super admin at the moment, with a new session. */
  superAdmin(): Promise<Person>;
  /** A custom role; its name. */
  role(permissions: readonly string[]): Promise<string>;
  /** A permission of an application; its name. */
  permission(): Promise<string>;
}

const dayMs = 86_400_000;

async function signIn(
  tx: Transaction,
  userId: string,
): Promise<Pick<Person, 'accessToken' | 'refreshToken'>> {
  const now = Date.now();
  const id = randomUUID();
  const family = newFamily('bearer');
  const pair = pairOf(family, 1);
  await insertSession(tx, {
    id,
    user_id: userId,
    created_at: now,
    expires_at: now + dayMs,
    // Not yet to be written again: that would be a transaction that belongs to no contender.
    last_seen_at: now + dayMs,
    source_address: '127.0.0.1',
    user_agent: 'race',
  });
  await insertAccessToken(tx, {
    sessionId: id,
    tokenHash: hashToken(pair.accessToken),
    expiresAt: now + dayMs,
  });
  await insertFamily(tx, { sessionId: id, familyHash: hashFamily(family), salt: family.salt });
  return pair;
}

/** @returns the username */
async function insertPerson(
  tx: Transaction,
  id: string,
  roleId: string,
  permissions: readonly string[],
): Promise<string> {
  const username = uniqueName('racer');
  const now = Date.now();
  await insertUser(tx, {
    id,
    username,
    username_key: canonicalKey(username),
    email: null,
    email_key: null,
    display_name: null,
    did: null,
    role_id: roleId,
    status: 'active',
    permissions: formatNames(permissions),
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
  await writePasswordHash(tx, { userId: id, hash: await cheapHash(superPassword), setBy: id, now });
  return username;
}

/** The cast of one round, inserted in this transaction. */
export function createCast(tx: Transaction): Cast {
  const people: Person[] = [];
  return {
    people,
    async person({ role = 'viewer', permissions = [] } = {}) {
      const id = randomUUID();
      const username = await insertPerson(tx, id, role, permissions);
      const person = { id, username, version: 1, ...(await signIn(tx, id)) };
      people.push(person);
      return person;
    },
    async superAdmin() {
      const pointer: { user_id: string } | undefined = await tx('super_admin').first('user_id');
      const row = pointer && (await readUserById(tx, pointer.user_id));
      if (!row) throw new Error('There is no super admin.');
      const person = {
        id: row.id,
        username: row.username,
        version: row.version,
        ...(await signIn(tx, row.id)),
      };
      people.push(person);
      return person;
    },
    async role(permissions) {
      const name = uniqueName('role');
      const role = { id: randomUUID(), name, description: '', rank: 30, version: 1 };
      await insertRole(tx, { ...role, built_in: 0, permissions: [...permissions].sort() });
      return name;
    },
    async permission() {
      const name = `assets:${uniqueName('p')}`;
      await insertPermission(tx, { name, description: '', category: 'assets', built_in: 0 });
      return name;
    },
  };
}
