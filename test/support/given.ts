import { randomUUID } from 'node:crypto';
import type { Client, CreateUserInput, User } from '@roster/client';
import type { TestService } from './service.ts';

/** A user that a test made, and how to act as them. */
export interface GivenUser {
  readonly user: User;
  readonly password: string;
  readonly client: Client;
  readonly accessToken: string;
  readonly refreshToken: string;
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

/** Creates a user with a password and logs them in. */
export async function givenUser(service: TestService, fields: Partial<CreateUserInput> = {}): Promise<GivenUser> {
  const password = fields.password ?? givenPassword;
  const user = await givenAccount(service, { ...fields, password });
  const tokens = await service.anonymous.logIn({ username: user.username, password });
  return {
    user,
    password,
    client: service.as(tokens.accessToken),
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken,
  };
}
