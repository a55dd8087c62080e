import { randomUUID } from 'node:crypto';
import type { CreateUserInput, User } from '@roster/client';
import { uniqueName } from '../support/given.ts';
import type { TestService } from '../support/service.ts';
import { type GivenSession, giveSession } from './give-session.ts';

/** A user with a session. */
export interface Caller {
  readonly user: User;
  readonly session: GivenSession;
  readonly token: string;
}

/** Above `viewer`, whom it may create, and below `editor`, so that it includes nothing that lists a permission. */
const plainRank = 30;

/** A custom role with exactly these permissions. */
export async function givenRole(
  service: TestService,
  permissions: readonly string[],
  rank = plainRank,
): Promise<string> {
  const name = uniqueName('role');
  await service.root.createRole({ name, rank, permissions: [...permissions] });
  return name;
}

/** A user with a session; the DID makes the account active without a password. */
export async function givenCaller(
  service: TestService,
  fields: Partial<CreateUserInput> = {},
): Promise<Caller> {
  const did = `did:example:${randomUUID()}`;
  const user = await service.root.createUser({ username: uniqueName(), did, ...fields });
  const session = await giveSession(service, user.id);
  return { user, session, token: session.accessToken };
}

const rolesOfService = new WeakMap<TestService, Map<string, Promise<string>>>();

/** A user whose custom role holds exactly these permissions. Roles are shared between callers, users are not. */
export async function givenHolder(
  service: TestService,
  permissions: readonly string[],
  fields: Partial<CreateUserInput> = {},
): Promise<Caller> {
  const roles = rolesOfService.get(service) ?? new Map<string, Promise<string>>();
  rolesOfService.set(service, roles);
  const key = [...permissions].sort().join();
  const role = roles.get(key) ?? givenRole(service, permissions);
  roles.set(key, role);
  return givenCaller(service, { ...fields, role: await role });
}
