import { createHash, randomUUID } from 'node:crypto';
import type { Client, CreateUserInput, User } from '@roster/client';
import type { Dependencies } from '@roster/server';
import type { TestService } from './service.ts';

/** A user that a test made, and how to act as them. */
export interface GivenUser {
  readonly user: User;
  readonly password: string;
  readonly client: Client;
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A user whose rights a test chooses one by one. */
export interface GivenActor extends GivenUser {
  /** From the next request on, these are all the permissions of the user. */
  hold(...permissions: readonly string[]): Promise<void>;
}

/** A username that no other test uses. */
export function uniqueName(prefix = 'user'): string {
  return `${prefix}-${randomUUID().slice(0, 13)}`;
}

export const givenPassword = 'correct horse battery staple';

/** Creates an account without logging in. */
export function givenAccount(service: TestService, fields: Partial<CreateUserInput> = {}): Promise<User> {
  return service.root.createUser({ username: uniqueName(), ...fields });
}

/** A user with something in every field. */
export function givenFullAccount(service: TestService): Promise<User> {
  const name = uniqueName();
  return givenAccount(service, {
    username: name,
    email: `${name}@example.org`,
    displayName: 'Jane Roe',
    did: `did:plc:${name}`,
    role: 'editor',
    permissions: ['stats:read'],
    servers: ['eu-1'],
    groups: ['support'],
    metadata: { a: 1, b: { c: [1, 2] } },
  });
}

/** Logs in once more, and gives another session of the user. */
export async function givenSession(
  service: TestService,
  { user, password }: Pick<GivenUser, 'user' | 'password'>,
): Promise<GivenUser> {
  const tokens = await service.anonymous.logIn({ username: user.username, password });
  return { ...tokens, user, password, client: service.as(tokens.accessToken) };
}

/** Creates a user with a password and logs them in. */
export async function givenUser(
  service: TestService,
  fields: Partial<CreateUserInput> = {},
): Promise<GivenUser> {
  const password = fields.password ?? givenPassword;
  const user = await givenAccount(service, { ...fields, password });
  return givenSession(service, { user, password });
}

/** Makes a custom role by hand, because no operation does yet, and gives its name. */
export async function givenRole(
  service: TestService,
  { permissions = [], rank = 30 }: { permissions?: readonly string[]; rank?: number } = {},
): Promise<string> {
  const name = uniqueName('role');
  await service.dependencies.database.transact(async (tx) => {
    await tx('roles').insert({
      id: name,
      name,
      description: 'For a test.',
      rank,
      built_in: false,
      version: 1,
    });
  });
  await setRolePermissions(service, name, permissions);
  return name;
}

async function setRolePermissions(service: TestService, role: string, permissions: readonly string[]) {
  await service.dependencies.database.transact(async (tx) => {
    await tx('role_permissions').where({ role_id: role }).delete();
    const rows = permissions.map((permission) => ({ role_id: role, permission }));
    if (rows.length > 0) await tx('role_permissions').insert(rows);
  });
}

/** Creates a user with a custom role that holds exactly these permissions, and logs them in. */
export async function givenActor(
  service: TestService,
  permissions: readonly string[],
  rank = 30,
): Promise<GivenActor> {
  const role = await givenRole(service, { permissions, rank });
  const given = await givenUser(service, { role });
  return { ...given, hold: (...next) => setRolePermissions(service, role, next) };
}

/** Password hashes that cost nothing, for files in which passwords only have to be there. */
export function quickHashes(dependencies: Dependencies): Dependencies {
  const hash = async (password: string) => createHash('sha256').update(password).digest('hex');
  const verify = async (stored: string | undefined, password: string) => stored === (await hash(password));
  return { ...dependencies, hasher: { hash, verify, isCurrent: () => true } };
}

/** Puts something else between the checks of a request and the beginning of its transaction. */
export function createInterruption() {
  let planned: (() => Promise<unknown>) | undefined;
  return {
    /** Is done before the next transaction begins. */
    plan(work: () => Promise<unknown>) {
      planned = work;
    },
    override(dependencies: Dependencies): Dependencies {
      const { database } = dependencies;
      const transact: typeof database.transact = async (work) => {
        const interruption = planned;
        planned = undefined;
        await interruption?.();
        return database.transact(work);
      };
      return { ...quickHashes(dependencies), database: { ...database, transact } };
    },
  };
}

/** A clock that a test turns, and what puts it into a service. */
export function createClock(start = Date.now()) {
  let moment = start;
  return {
    now: () => moment,
    advance(milliseconds: number) {
      moment += milliseconds;
    },
    override(dependencies: Dependencies): Dependencies {
      return { ...quickHashes(dependencies), clock: { now: () => moment } };
    },
  };
}
