// Generated from the contract by `npm run generate`: change the contract instead.

import type { CallOptions, ChangeOptions, KeyedOptions, KeyedChangeOptions } from '../call.ts';
import type * as types from './types.ts';

/** The operations of the service. A problem is thrown as a ProblemError. */
export interface Client {
  /**
   * Log in.
   *
   * Begins a session; a user has at most 100 of them, and the oldest ends when there would be more. With cookies, the session that the browser was logged in with before ends. The answer is the same, and takes the same time, for an unknown user, a wrong password, a disabled and a pending account.
   *
   * Needs no credential; one that is sent is ignored.
   *
   * @example
   * const answer = await client.logIn({ username: 'admin', password: 'the first of many' });
   *
   * @throws ProblemError with the code `malformed-request`, `login-failed`, `cross-origin-refused`, `request-timeout`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `too-many-requests`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly logIn: (input: types.LogInInput, options?: CallOptions) => Promise<types.LogInAnswer>;

  /**
   * Renew the tokens of a session.
   *
   * Exchanges a refresh token for the next pair of tokens. A token works once; for 10 seconds, and until its successor has been used, repeating the call gives the same pair again. Any later use of an old token ends the session: somebody else may hold it. Earlier access tokens of the session end a minute after the exchange.
   *
   * Needs no credential; one that is sent is ignored.
   *
   * @example
   * const answer = await client.refreshSession({ refreshToken: 'rst_r_kX3vQ8mZ1nB7cL5pR2tY9wE4uI6oA0sD3fG8hJ1kV7xC5bN2mQ9zW4eT6rU8yP0iS3dF5gH7jK1lM2nB' });
   *
   * @throws ProblemError with the code `malformed-request`, `refresh-token-invalid`, `cross-origin-refused`, `request-timeout`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly refreshSession: (input: types.RefreshSessionInput, options?: CallOptions) => Promise<types.RefreshSessionAnswer>;

  /**
   * Who am I?
   *
   * The user of this credential and all that it may do.
   *
   * Any valid credential will do.
   *
   * @example
   * const answer = await client.getMe();
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly getMe: (input?: types.GetMeInput, options?: CallOptions) => Promise<types.GetMeAnswer>;

  /**
   * Change my display name.
   *
   * Changes one’s own display name; null clears it.
   *
   * Needs a session: the access token of somebody who logged in.
   *
   * @example
   * const answer = await client.updateMe({ displayName: 'Jane R. Roe' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `password-change-required`, `session-required`, `request-timeout`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly updateMe: (input: types.UpdateMeInput, options?: ChangeOptions) => Promise<types.UpdateMeAnswer>;

  /**
   * Change my password.
   *
   * Needs the current password. All other sessions of the user end for good; this one goes on. API keys stay, unless `revokeApiKeys` is true. The new password must differ from the current one.
   *
   * Needs a session: the access token of somebody who logged in.
   *
   * @example
   * await client.changeOwnPassword({ currentPassword: 'a fresh start for you', newPassword: 'only one of us knows this' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `session-required`, `request-timeout`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `current-password-wrong`, `password-refused`, `validation-failed`, `too-many-requests`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly changeOwnPassword: (input: types.ChangeOwnPasswordInput, options?: CallOptions) => Promise<types.ChangeOwnPasswordAnswer>;

  /**
   * Look at a credential.
   *
   * For applications that check a caller: whose access token or API key it is, and what it may do at this moment. Anything that cannot be used is `{ "active": false }` without a reason: unknown, expired or ended, of a user who is not active or must change the password first, or a token for another purpose. It does not count as a use of the credential.
   *
   * Needs the permission `sessions:introspect`.
   *
   * @example
   * const answer = await client.introspectCredential({ token: 'rst_a_lWz1Kc0mXvB3nq8uYtR2sP7eF5hG9jD4aQ6wE1rT3yU' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `password-change-required`, `permission-denied`, `request-timeout`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly introspectCredential: (input: types.IntrospectCredentialInput, options?: CallOptions) => Promise<types.IntrospectCredentialAnswer>;

  /**
   * List my sessions.
   *
   * Everywhere the caller is logged in, newest first, page by page.
   *
   * Needs a session: the access token of somebody who logged in.
   *
   * @example
   * const answer = await client.listOwnSessions();
   *
   * @throws ProblemError with the code `cursor-invalid`, `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `session-required`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly listOwnSessions: (input?: types.ListOwnSessionsInput, options?: CallOptions) => Promise<types.ListOwnSessionsAnswer>;

  /**
   * End one of my sessions.
   *
   * Ends a session of the caller for good, the one of this request too if it is named.
   *
   * Needs a session: the access token of somebody who logged in.
   *
   * @example
   * await client.revokeOwnSession({ sessionId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `password-change-required`, `session-required`, `session-not-found`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly revokeOwnSession: (input: types.RevokeOwnSessionInput, options?: CallOptions) => Promise<types.RevokeOwnSessionAnswer>;

  /**
   * Log out.
   *
   * Ends the session of this request; other sessions of the user go on. Cookies are taken back.
   *
   * Needs a session: the access token of somebody who logged in.
   *
   * @example
   * await client.logOut();
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `session-required`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly logOut: (input?: types.LogOutInput, options?: CallOptions) => Promise<types.LogOutAnswer>;

  /**
   * Create a user.
   *
   * Accounts are made by administrators only. An account with more than the default (a role other than `viewer`, permissions, a template, servers, groups) needs `users:grant` besides, and nobody gives what they do not hold.
   *
   * Needs the permissions `users:create` and `users:read`. Sending `role` (other than `viewer`), `permissions`, `template`, `servers` and `groups` needs `users:grant` besides.
   *
   * @example
   * const answer = await client.createUser({ username: 'jane', password: 'correct horse battery staple', email: 'jane@example.org', displayName: 'Jane Roe' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `super-protected`, `request-timeout`, `did-taken`, `email-taken`, `idempotency-in-progress`, `username-taken`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `idempotency-key-reused`, `password-refused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly createUser: (input: types.CreateUserInput, options?: KeyedOptions) => Promise<types.CreateUserAnswer>;

  /**
   * Create many users.
   *
   * Creates up to 1,000 accounts in one transaction, each by the rules of createUser: an item that breaks a rule fails alone, with the problem that createUser would have answered with. An item with a role other than `viewer`, a template, permissions, servers or groups, even empty ones, needs `users:grant`. An item that is malformed refuses the whole request. Repeating a request with `onConflict: "skip"` is safe.
   *
   * Needs the permissions `users:import` and `users:read`.
   *
   * @example
   * const answer = await client.importUsers({ items: [{ username: 'john', email: 'john@example.org' }], onConflict: 'skip' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `password-change-required`, `permission-denied`, `request-timeout`, `idempotency-in-progress`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `idempotency-key-reused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly importUsers: (input: types.ImportUsersInput, options?: KeyedOptions) => Promise<types.ImportUsersAnswer>;

  /**
   * List users.
   *
   * Users by creation, newest first unless asked otherwise, page by page. Following `nextCursor` visits every user that was there all along exactly once, unless what the order or a filter looks at is changed meanwhile: who logs in may be missed, or come twice, where the order is that of log-ins. A page examines at most 5,000 rows, however large the table is: with filters it may hold fewer users than its limit, even none, and still have a `nextCursor`.
   *
   * Needs the permission `users:read`.
   *
   * @example
   * const answer = await client.listUsers();
   *
   * @throws ProblemError with the code `cursor-invalid`, `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly listUsers: (input?: types.ListUsersInput, options?: CallOptions) => Promise<types.ListUsersAnswer>;

  /**
   * Export users.
   *
   * All users, or those that the filters of listUsers leave, in the order of creation, as a stream: the service reads as fast as the caller does. Each user is there once at the most, as they were when the stream came to them; who is created, changed or deleted meanwhile may be there or not, in the one state or the other. Problems are answered before the first byte; where four exports are under way on an instance, or two of the same user, further ones are answered `overloaded` with `Retry-After`. What goes wrong afterwards aborts the connection, also when the caller loses the permission or is disabled.
   *
   * The answer is there when the stream begins, and so is what `timeoutMs` covers; the `signal` aborts it later too. It is read once: iterate over it, which throws a NetworkError if it breaks off, or take the bytes of its `response`, which are all there is of a format other than `ndjson`.
   *
   * Needs the permissions `users:export` and `users:read`.
   *
   * @example
   * for await (const item of await client.exportUsers()) console.log(item);
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly exportUsers: (input?: types.ExportUsersInput, options?: CallOptions) => Promise<types.ExportUsersAnswer>;

  /**
   * Get a user.
   *
   * One user, by id or by `@` and the username. Content-Location has the form with the id.
   *
   * Needs the permission `users:read`.
   *
   * @example
   * const answer = await client.getUser({ user: '@jane' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `user-not-found`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly getUser: (input: types.GetUserInput, options?: CallOptions) => Promise<types.GetUserAnswer>;

  /**
   * Update a user.
   *
   * Changes the fields that are sent. `role`, `servers` and `groups` need `users:grant` besides, `did` needs `users:reset-password`, and nobody changes a user who holds, or would hold, more than they do. A change that changes nothing leaves the version alone.
   *
   * Needs the permissions `users:update` and `users:read`. Sending `role`, `servers` and `groups` needs `users:grant` besides. Sending `did` needs `users:reset-password` besides.
   *
   * @example
   * const answer = await client.updateUser({ user: '@jane', displayName: 'Jane R. Roe' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `self-action-refused`, `super-protected`, `user-not-found`, `request-timeout`, `did-taken`, `email-taken`, `username-taken`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly updateUser: (input: types.UpdateUserInput, options?: ChangeOptions) => Promise<types.UpdateUserAnswer>;

  /**
   * Reset the password of a user.
   *
   * Sets a new password and ends every session of the user for good. A pending account becomes active; a disabled one stays disabled. One’s own password is changed with changeOwnPassword.
   *
   * Needs the permissions `users:reset-password` and `users:read`.
   *
   * @example
   * await client.resetUserPassword({ user: '@jane', newPassword: 'a fresh start for you' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `self-action-refused`, `super-protected`, `user-not-found`, `request-timeout`, `idempotency-in-progress`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `idempotency-key-reused`, `password-refused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly resetUserPassword: (input: types.ResetUserPasswordInput, options?: KeyedChangeOptions) => Promise<types.ResetUserPasswordAnswer>;

  /**
   * Change the direct grants of a user.
   *
   * Replaces the direct grants, grants and revokes single ones, or adds those of a template. Nobody grants or revokes what they do not hold, and nobody changes a user who holds more than they do.
   *
   * Needs the permissions `users:grant` and `users:read`.
   *
   * @example
   * const answer = await client.updateUserPermissions({ user: '@jane', grant: ['stats:read', 'users:read'], revoke: ['roles:read'] });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `self-action-refused`, `super-protected`, `user-not-found`, `request-timeout`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly updateUserPermissions: (input: types.UpdateUserPermissionsInput, options?: ChangeOptions) => Promise<types.UpdateUserPermissionsAnswer>;

  /**
   * Get the permissions of a user.
   *
   * The direct grants, and all that the user may do with the reasons for it.
   *
   * Needs the permission `users:read`.
   *
   * @example
   * const answer = await client.getUserPermissions({ user: '@jane' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `user-not-found`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly getUserPermissions: (input: types.GetUserPermissionsInput, options?: CallOptions) => Promise<types.GetUserPermissionsAnswer>;

  /**
   * List the sessions of a user.
   *
   * Everywhere the user is logged in, newest first, page by page.
   *
   * Needs a session: the access token of somebody who logged in. Needs the permissions `sessions:read` and `users:read`.
   *
   * @example
   * const answer = await client.listUserSessions({ user: '@jane' });
   *
   * @throws ProblemError with the code `cursor-invalid`, `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `session-required`, `user-not-found`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly listUserSessions: (input: types.ListUserSessionsInput, options?: CallOptions) => Promise<types.ListUserSessionsAnswer>;

  /**
   * End a session of a user.
   *
   * Ends one session of the user for good; the others go on.
   *
   * Needs a session: the access token of somebody who logged in. Needs the permissions `sessions:revoke` and `users:read`.
   *
   * @example
   * await client.revokeUserSession({ user: '@jane', sessionId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `session-required`, `super-protected`, `session-not-found`, `user-not-found`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly revokeUserSession: (input: types.RevokeUserSessionInput, options?: CallOptions) => Promise<types.RevokeUserSessionAnswer>;

  /**
   * End all sessions of a user.
   *
   * Ends every session of the user for good. The user can log in again; to keep somebody out, use setUserStatus.
   *
   * Needs a session: the access token of somebody who logged in. Needs the permissions `sessions:revoke` and `users:read`.
   *
   * @example
   * await client.revokeUserSessions({ user: '@jane' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `session-required`, `super-protected`, `user-not-found`, `request-timeout`, `idempotency-in-progress`, `version-mismatch`, `uri-too-long`, `idempotency-key-reused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly revokeUserSessions: (input: types.RevokeUserSessionsInput, options?: KeyedChangeOptions) => Promise<types.RevokeUserSessionsAnswer>;

  /**
   * List the API keys of a user.
   *
   * The keys that act as the user, newest first, page by page; also those that are revoked or expired.
   *
   * Needs a session: the access token of somebody who logged in. Needs the permissions `api-keys:read` and `users:read`.
   *
   * @example
   * const answer = await client.listUserApiKeys({ user: '@jane' });
   *
   * @throws ProblemError with the code `cursor-invalid`, `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `session-required`, `user-not-found`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly listUserApiKeys: (input: types.ListUserApiKeysInput, options?: CallOptions) => Promise<types.ListUserApiKeysAnswer>;

  /**
   * Create an API key for a user.
   *
   * Makes a key that acts as the user, and does only what both the user and the caller may do, at each request. It is revoked for good when either is disabled, deleted or given a new password by an administrator. The secret is shown only in this answer.
   *
   * Needs a session: the access token of somebody who logged in. Needs the permissions `api-keys:manage` and `users:read`.
   *
   * @example
   * const answer = await client.createUserApiKey({ user: '@jane', name: 'backup job', permissions: ['users:read'], expiresAt: null });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `session-required`, `super-protected`, `user-not-found`, `request-timeout`, `api-key-limit-reached`, `idempotency-in-progress`, `owner-not-active`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `idempotency-key-reused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly createUserApiKey: (input: types.CreateUserApiKeyInput, options?: KeyedOptions) => Promise<types.CreateUserApiKeyAnswer>;

  /**
   * Revoke an API key of a user.
   *
   * The key is dead from the next request on, for good; it stays in the list. Repeating it changes nothing.
   *
   * Needs a session: the access token of somebody who logged in. Needs the permissions `api-keys:manage` and `users:read`.
   *
   * @example
   * await client.revokeUserApiKey({ user: '@jane', apiKeyId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `session-required`, `super-protected`, `api-key-not-found`, `user-not-found`, `request-timeout`, `version-mismatch`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly revokeUserApiKey: (input: types.RevokeUserApiKeyInput, options?: ChangeOptions) => Promise<types.RevokeUserApiKeyAnswer>;

  /**
   * Disable or enable a user.
   *
   * Disabling keeps all data and ends every session of the user for good. Enabling makes the account active, or pending while it has no credential; nothing that was ended comes back.
   *
   * Needs the permissions `users:disable` and `users:read`.
   *
   * @example
   * const answer = await client.setUserStatus({ user: '@jane', isActive: false });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `self-action-refused`, `super-protected`, `user-not-found`, `request-timeout`, `idempotency-in-progress`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `idempotency-key-reused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly setUserStatus: (input: types.SetUserStatusInput, options?: KeyedChangeOptions) => Promise<types.SetUserStatusAnswer>;

  /**
   * Delete a user.
   *
   * Removes the account and ends its sessions for good. Its id is never used again; the audit trail keeps it.
   *
   * Needs the permissions `users:delete` and `users:read`.
   *
   * @example
   * await client.deleteUser({ user: '@jane' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `self-action-refused`, `super-protected`, `user-not-found`, `request-timeout`, `version-mismatch`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly deleteUser: (input: types.DeleteUserInput, options?: ChangeOptions) => Promise<types.DeleteUserAnswer>;

  /**
   * Hand the super admin over.
   *
   * Makes another user the one super admin and the caller an `admin`, at once. The target must be active and have a password that was last set by the target or by the super admin. All sessions of the target end for good.
   *
   * Only the super admin may do this. Needs a session: the access token of somebody who logged in. Needs the permission `users:read`.
   *
   * @example
   * const answer = await client.transferSuper({ targetUserId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70', currentPassword: 'correct horse battery staple' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `password-change-required`, `permission-denied`, `session-required`, `super-required`, `user-not-found`, `request-timeout`, `idempotency-in-progress`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `current-password-wrong`, `idempotency-key-reused`, `transfer-target-refused`, `validation-failed`, `too-many-requests`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly transferSuper: (input: types.TransferSuperInput, options?: KeyedOptions) => Promise<types.TransferSuperAnswer>;

  /**
   * List roles.
   *
   * All roles, built-in and custom, by name, page by page.
   *
   * Needs the permission `roles:read`.
   *
   * @example
   * const answer = await client.listRoles();
   *
   * @throws ProblemError with the code `cursor-invalid`, `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly listRoles: (input?: types.ListRolesInput, options?: CallOptions) => Promise<types.ListRolesAnswer>;

  /**
   * Get a role.
   *
   * One role, with what it holds itself and with what it holds through the roles it includes.
   *
   * Needs the permission `roles:read`.
   *
   * @example
   * const answer = await client.getRole({ roleName: 'support' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `role-not-found`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly getRole: (input: types.GetRoleInput, options?: CallOptions) => Promise<types.GetRoleAnswer>;

  /**
   * Create a role.
   *
   * A role holds its own permissions and those of every built-in role of lower rank. Nobody makes a role that holds more than they do.
   *
   * Needs the permission `roles:manage`.
   *
   * @example
   * const answer = await client.createRole({ name: 'support', description: 'Answers questions of users.', rank: 50, permissions: ['users:read'] });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `request-timeout`, `idempotency-in-progress`, `role-name-taken`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `idempotency-key-reused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly createRole: (input: types.CreateRoleInput, options?: KeyedOptions) => Promise<types.CreateRoleAnswer>;

  /**
   * Change a role.
   *
   * The change takes effect on the next request of every holder. What the role, and every role that includes it, holds before and after must be held by the caller, and it must not be the caller’s own role. Of the built-in roles only `viewer` and `editor` have permissions that can be changed.
   *
   * Needs the permission `roles:manage`.
   *
   * @example
   * const answer = await client.updateRole({ roleName: 'support', permissions: ['users:read', 'stats:read'] });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `built-in-protected`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `self-action-refused`, `role-not-found`, `request-timeout`, `role-name-taken`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly updateRole: (input: types.UpdateRoleInput, options?: ChangeOptions) => Promise<types.UpdateRoleAnswer>;

  /**
   * Delete a role.
   *
   * Removes a custom role that nobody has.
   *
   * Needs the permission `roles:manage`.
   *
   * @example
   * await client.deleteRole({ roleName: 'support' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `built-in-protected`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `self-action-refused`, `role-not-found`, `request-timeout`, `role-in-use`, `version-mismatch`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly deleteRole: (input: types.DeleteRoleInput, options?: ChangeOptions) => Promise<types.DeleteRoleAnswer>;

  /**
   * List permissions.
   *
   * The catalogue by name, page by page: built-in permissions and those of applications.
   *
   * Needs the permission `permissions:read`.
   *
   * @example
   * const answer = await client.listPermissions();
   *
   * @throws ProblemError with the code `cursor-invalid`, `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly listPermissions: (input?: types.ListPermissionsInput, options?: CallOptions) => Promise<types.ListPermissionsAnswer>;

  /**
   * Register a permission.
   *
   * Puts a permission of an application into the catalogue, or changes its description; applications may repeat it at each start. `super_admin` and `admin` hold it from then on. Names whose first segment is that of a built-in permission are reserved.
   *
   * Needs the permission `permissions:manage`.
   *
   * @example
   * const answer = await client.putPermission({ permission: 'assets:read', description: 'See the assets.', category: 'assets' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `built-in-protected`, `cross-origin-refused`, `password-change-required`, `permission-denied`, `request-timeout`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly putPermission: (input: types.PutPermissionInput, options?: CallOptions) => Promise<types.PutPermissionAnswer>;

  /**
   * Get a permission.
   *
   * One entry of the catalogue.
   *
   * Needs the permission `permissions:read`.
   *
   * @example
   * const answer = await client.getPermission({ permission: 'assets:read' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `permission-not-found`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly getPermission: (input: types.GetPermissionInput, options?: CallOptions) => Promise<types.GetPermissionAnswer>;

  /**
   * Remove a permission.
   *
   * Takes a permission out of the catalogue that no role, direct grant, template or live API key names, and that the caller holds.
   *
   * Needs the permission `permissions:manage`.
   *
   * @example
   * await client.removePermission({ permission: 'assets:read' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `built-in-protected`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `permission-not-found`, `request-timeout`, `permission-in-use`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly removePermission: (input: types.RemovePermissionInput, options?: CallOptions) => Promise<types.RemovePermissionAnswer>;

  /**
   * List permission templates.
   *
   * All templates by name, page by page.
   *
   * Needs the permission `permissions:read`.
   *
   * @example
   * const answer = await client.listTemplates();
   *
   * @throws ProblemError with the code `cursor-invalid`, `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly listTemplates: (input?: types.ListTemplatesInput, options?: CallOptions) => Promise<types.ListTemplatesAnswer>;

  /**
   * Get a permission template.
   *
   * One template with the permissions that it grants now.
   *
   * Needs the permission `permissions:read`.
   *
   * @example
   * const answer = await client.getTemplate({ templateName: 'operator' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `template-not-found`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly getTemplate: (input: types.GetTemplateInput, options?: CallOptions) => Promise<types.GetTemplateAnswer>;

  /**
   * Create or replace a permission template.
   *
   * The list before and after must be held by the caller. A built-in template may be replaced; users to whom a template was applied before keep what they have.
   *
   * Needs the permission `permissions:manage`.
   *
   * @example
   * const answer = await client.putTemplate({ templateName: 'operator', description: 'Looks after reports.', permissions: ['stats:read', 'users:read'] });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `request-timeout`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly putTemplate: (input: types.PutTemplateInput, options?: ChangeOptions) => Promise<types.PutTemplateAnswer>;

  /**
   * Delete a permission template.
   *
   * Removes a custom template; a built-in one gets its default list back.
   *
   * Needs the permission `permissions:manage`.
   *
   * @example
   * await client.deleteTemplate({ templateName: 'operator' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `template-not-found`, `request-timeout`, `version-mismatch`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly deleteTemplate: (input: types.DeleteTemplateInput, options?: ChangeOptions) => Promise<types.DeleteTemplateAnswer>;

  /**
   * List my API keys.
   *
   * The caller’s keys, newest first, page by page; also those that others made for the caller, and those that are revoked or expired, of which the newest 100 are kept. An API key sees itself alone.
   *
   * Needs a session; an API key reaches only itself.
   *
   * @example
   * const answer = await client.listApiKeys();
   *
   * @throws ProblemError with the code `cursor-invalid`, `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly listApiKeys: (input?: types.ListApiKeysInput, options?: CallOptions) => Promise<types.ListApiKeysAnswer>;

  /**
   * Create an API key.
   *
   * Makes a key that acts as the caller, with some of the caller’s permissions. The secret is shown only in this answer. A user has at most 100 keys that are neither revoked nor expired.
   *
   * Needs a session: the access token of somebody who logged in. Needs the permission `api-keys:create`.
   *
   * @example
   * const answer = await client.createApiKey({ name: 'backup job', permissions: ['users:read'], expiresAt: null });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `escalation-refused`, `password-change-required`, `permission-denied`, `session-required`, `request-timeout`, `api-key-limit-reached`, `idempotency-in-progress`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `idempotency-key-reused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly createApiKey: (input: types.CreateApiKeyInput, options?: KeyedOptions) => Promise<types.CreateApiKeyAnswer>;

  /**
   * Get one of my API keys.
   *
   * A key of the caller, without its secret.
   *
   * Needs a session; an API key reaches only itself.
   *
   * @example
   * const answer = await client.getApiKey({ apiKeyId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `session-required`, `api-key-not-found`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly getApiKey: (input: types.GetApiKeyInput, options?: CallOptions) => Promise<types.GetApiKeyAnswer>;

  /**
   * Revoke one of my API keys.
   *
   * The key is dead from the next request on, for good; it stays in the list. Repeating it changes nothing. A secret that was replaced still does this while its grace lasts: whoever holds one may always end its key.
   *
   * Needs a session; an API key reaches only itself.
   *
   * @example
   * await client.revokeApiKey({ apiKeyId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `password-change-required`, `session-required`, `api-key-not-found`, `request-timeout`, `version-mismatch`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly revokeApiKey: (input: types.RevokeApiKeyInput, options?: ChangeOptions) => Promise<types.RevokeApiKeyAnswer>;

  /**
   * Give one of my API keys a new secret.
   *
   * Id, permissions and expiry stay as they are. The new secret is shown only in this answer; the one it replaces works until the grace ends, an older one no longer, and it cannot be used to rotate the key. Not for a key that is revoked or expired.
   *
   * Needs a session; an API key reaches only itself.
   *
   * @example
   * const answer = await client.rotateApiKey({ apiKeyId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70', graceSeconds: 3600 });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `cross-origin-refused`, `password-change-required`, `session-required`, `api-key-not-found`, `request-timeout`, `idempotency-in-progress`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `idempotency-key-reused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly rotateApiKey: (input: types.RotateApiKeyInput, options?: KeyedChangeOptions) => Promise<types.RotateApiKeyAnswer>;

  /**
   * Count users.
   *
   * Counts by status, role, server and group.
   *
   * Needs the permission `stats:read`.
   *
   * @example
   * const answer = await client.getUserStats();
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly getUserStats: (input?: types.GetUserStatsInput, options?: CallOptions) => Promise<types.GetUserStatsAnswer>;

  /**
   * Count what happened per day.
   *
   * Users created and deleted, and log-ins, per day in UTC: the last 30 days unless asked otherwise.
   *
   * Needs the permission `stats:read`.
   *
   * @example
   * const answer = await client.getUserTimeline();
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `permission-denied`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `overloaded`.
   */
  readonly getUserTimeline: (input?: types.GetUserTimelineInput, options?: CallOptions) => Promise<types.GetUserTimelineAnswer>;

  /** The same operations, with problems returned instead of thrown. */
  readonly raw: RawClient;
}

/** The operations of the service, answering with status and headers too. Problems are returned. */
export interface RawClient {
  readonly logIn: (input: types.LogInInput, options?: CallOptions) => Promise<types.LogInRawAnswer>;
  readonly refreshSession: (input: types.RefreshSessionInput, options?: CallOptions) => Promise<types.RefreshSessionRawAnswer>;
  readonly getMe: (input?: types.GetMeInput, options?: CallOptions) => Promise<types.GetMeRawAnswer>;
  readonly updateMe: (input: types.UpdateMeInput, options?: ChangeOptions) => Promise<types.UpdateMeRawAnswer>;
  readonly changeOwnPassword: (input: types.ChangeOwnPasswordInput, options?: CallOptions) => Promise<types.ChangeOwnPasswordRawAnswer>;
  readonly introspectCredential: (input: types.IntrospectCredentialInput, options?: CallOptions) => Promise<types.IntrospectCredentialRawAnswer>;
  readonly listOwnSessions: (input?: types.ListOwnSessionsInput, options?: CallOptions) => Promise<types.ListOwnSessionsRawAnswer>;
  readonly revokeOwnSession: (input: types.RevokeOwnSessionInput, options?: CallOptions) => Promise<types.RevokeOwnSessionRawAnswer>;
  readonly logOut: (input?: types.LogOutInput, options?: CallOptions) => Promise<types.LogOutRawAnswer>;
  readonly createUser: (input: types.CreateUserInput, options?: KeyedOptions) => Promise<types.CreateUserRawAnswer>;
  readonly importUsers: (input: types.ImportUsersInput, options?: KeyedOptions) => Promise<types.ImportUsersRawAnswer>;
  readonly listUsers: (input?: types.ListUsersInput, options?: CallOptions) => Promise<types.ListUsersRawAnswer>;
  readonly exportUsers: (input?: types.ExportUsersInput, options?: CallOptions) => Promise<types.ExportUsersRawAnswer>;
  readonly getUser: (input: types.GetUserInput, options?: CallOptions) => Promise<types.GetUserRawAnswer>;
  readonly updateUser: (input: types.UpdateUserInput, options?: ChangeOptions) => Promise<types.UpdateUserRawAnswer>;
  readonly resetUserPassword: (input: types.ResetUserPasswordInput, options?: KeyedChangeOptions) => Promise<types.ResetUserPasswordRawAnswer>;
  readonly updateUserPermissions: (input: types.UpdateUserPermissionsInput, options?: ChangeOptions) => Promise<types.UpdateUserPermissionsRawAnswer>;
  readonly getUserPermissions: (input: types.GetUserPermissionsInput, options?: CallOptions) => Promise<types.GetUserPermissionsRawAnswer>;
  readonly listUserSessions: (input: types.ListUserSessionsInput, options?: CallOptions) => Promise<types.ListUserSessionsRawAnswer>;
  readonly revokeUserSession: (input: types.RevokeUserSessionInput, options?: CallOptions) => Promise<types.RevokeUserSessionRawAnswer>;
  readonly revokeUserSessions: (input: types.RevokeUserSessionsInput, options?: KeyedChangeOptions) => Promise<types.RevokeUserSessionsRawAnswer>;
  readonly listUserApiKeys: (input: types.ListUserApiKeysInput, options?: CallOptions) => Promise<types.ListUserApiKeysRawAnswer>;
  readonly createUserApiKey: (input: types.CreateUserApiKeyInput, options?: KeyedOptions) => Promise<types.CreateUserApiKeyRawAnswer>;
  readonly revokeUserApiKey: (input: types.RevokeUserApiKeyInput, options?: ChangeOptions) => Promise<types.RevokeUserApiKeyRawAnswer>;
  readonly setUserStatus: (input: types.SetUserStatusInput, options?: KeyedChangeOptions) => Promise<types.SetUserStatusRawAnswer>;
  readonly deleteUser: (input: types.DeleteUserInput, options?: ChangeOptions) => Promise<types.DeleteUserRawAnswer>;
  readonly transferSuper: (input: types.TransferSuperInput, options?: KeyedOptions) => Promise<types.TransferSuperRawAnswer>;
  readonly listRoles: (input?: types.ListRolesInput, options?: CallOptions) => Promise<types.ListRolesRawAnswer>;
  readonly getRole: (input: types.GetRoleInput, options?: CallOptions) => Promise<types.GetRoleRawAnswer>;
  readonly createRole: (input: types.CreateRoleInput, options?: KeyedOptions) => Promise<types.CreateRoleRawAnswer>;
  readonly updateRole: (input: types.UpdateRoleInput, options?: ChangeOptions) => Promise<types.UpdateRoleRawAnswer>;
  readonly deleteRole: (input: types.DeleteRoleInput, options?: ChangeOptions) => Promise<types.DeleteRoleRawAnswer>;
  readonly listPermissions: (input?: types.ListPermissionsInput, options?: CallOptions) => Promise<types.ListPermissionsRawAnswer>;
  readonly putPermission: (input: types.PutPermissionInput, options?: CallOptions) => Promise<types.PutPermissionRawAnswer>;
  readonly getPermission: (input: types.GetPermissionInput, options?: CallOptions) => Promise<types.GetPermissionRawAnswer>;
  readonly removePermission: (input: types.RemovePermissionInput, options?: CallOptions) => Promise<types.RemovePermissionRawAnswer>;
  readonly listTemplates: (input?: types.ListTemplatesInput, options?: CallOptions) => Promise<types.ListTemplatesRawAnswer>;
  readonly getTemplate: (input: types.GetTemplateInput, options?: CallOptions) => Promise<types.GetTemplateRawAnswer>;
  readonly putTemplate: (input: types.PutTemplateInput, options?: ChangeOptions) => Promise<types.PutTemplateRawAnswer>;
  readonly deleteTemplate: (input: types.DeleteTemplateInput, options?: ChangeOptions) => Promise<types.DeleteTemplateRawAnswer>;
  readonly listApiKeys: (input?: types.ListApiKeysInput, options?: CallOptions) => Promise<types.ListApiKeysRawAnswer>;
  readonly createApiKey: (input: types.CreateApiKeyInput, options?: KeyedOptions) => Promise<types.CreateApiKeyRawAnswer>;
  readonly getApiKey: (input: types.GetApiKeyInput, options?: CallOptions) => Promise<types.GetApiKeyRawAnswer>;
  readonly revokeApiKey: (input: types.RevokeApiKeyInput, options?: ChangeOptions) => Promise<types.RevokeApiKeyRawAnswer>;
  readonly rotateApiKey: (input: types.RotateApiKeyInput, options?: KeyedChangeOptions) => Promise<types.RotateApiKeyRawAnswer>;
  readonly getUserStats: (input?: types.GetUserStatsInput, options?: CallOptions) => Promise<types.GetUserStatsRawAnswer>;
  readonly getUserTimeline: (input?: types.GetUserTimelineInput, options?: CallOptions) => Promise<types.GetUserTimelineRawAnswer>;
}

/** The operations that read. */
export type ReadOperation = 'getMe' | 'listOwnSessions' | 'listUsers' | 'getUser' | 'getUserPermissions' | 'listUserSessions' | 'listUserApiKeys' | 'listRoles' | 'getRole' | 'listPermissions' | 'getPermission' | 'listTemplates' | 'getTemplate' | 'listApiKeys' | 'getApiKey' | 'getUserStats' | 'getUserTimeline';

/** The operations that answer with a page of a list. */
export type ListOperation = 'listOwnSessions' | 'listUsers' | 'listUserSessions' | 'listUserApiKeys' | 'listRoles' | 'listPermissions' | 'listTemplates' | 'listApiKeys';

/** The operations that answer with a stream. */
export type StreamOperation = 'exportUsers';
