// Generated from the contract by `npm run generate`: change the contract instead.

import type { CallOptions, ChangeOptions, RawAnswer } from '../call.ts';
import type * as types from './types.ts';

/** The operations of the service. A problem is thrown as a ProblemError. */
export interface Client {
  /**
   * Log in.
   *
   * Begins a session. The answer is the same, and takes the same time, for an unknown user, a wrong password, a disabled and a pending account.
   *
   * Needs no credential; one that is sent is ignored.
   *
   * @example
   * const answer = await client.logIn({ username: 'jane', password: 'correct horse battery staple' });
   *
   * @throws ProblemError with the code `malformed-request`, `login-failed`, `request-timeout`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly logIn: (input: types.LogInInput, options?: CallOptions) => Promise<types.LogInAnswer>;

  /**
   * Renew the tokens of a session.
   *
   * Exchanges a refresh token for the next pair of tokens. A token works once; for 10 seconds, and until its successor has been used, repeating the call gives the same pair again. Any later use of an old token ends the session: somebody else may hold it.
   *
   * Needs no credential; one that is sent is ignored.
   *
   * @example
   * const answer = await client.refreshSession({ refreshToken: 'rst_r_Q2xW9vB4nM7kJ1hG5fD8sA3pO6iU0yT2rE4wQ7zX9cV' });
   *
   * @throws ProblemError with the code `malformed-request`, `refresh-token-invalid`, `request-timeout`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly refreshSession: (input: types.RefreshSessionInput, options?: CallOptions) => Promise<types.RefreshSessionAnswer>;

  /**
   * Log out.
   *
   * Ends the session of this request; other sessions of the user go on.
   *
   * Needs a session: the access token of somebody who logged in.
   *
   * @example
   * await client.logOut();
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `request-timeout`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly logOut: (input?: types.LogOutInput, options?: CallOptions) => Promise<types.LogOutAnswer>;

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
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `password-change-required`, `request-timeout`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly updateMe: (input: types.UpdateMeInput, options?: ChangeOptions) => Promise<types.UpdateMeAnswer>;

  /**
   * Change my password.
   *
   * Needs the current password. All other sessions of the user end for good; this one goes on. The new password must differ from the current one.
   *
   * Needs a session: the access token of somebody who logged in.
   *
   * @example
   * await client.changeOwnPassword({ currentPassword: 'a fresh start for jane', newPassword: 'only jane knows this one' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `request-timeout`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `current-password-wrong`, `password-refused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly changeOwnPassword: (input: types.ChangeOwnPasswordInput, options?: CallOptions) => Promise<types.ChangeOwnPasswordAnswer>;

  /**
   * Create a user.
   *
   * Accounts are made by administrators only. An account with more than the default (a role other than `viewer`, permissions, servers, groups) needs `users:grant` besides, a DID needs `users:reset-password`, and nobody gives what they do not hold.
   *
   * Needs the permissions `users:create` and `users:read`. Sending `role` (other than `viewer`), `permissions`, `servers` and `groups` needs `users:grant` besides. Sending `did` needs `users:reset-password` besides.
   *
   * @example
   * const answer = await client.createUser({ username: 'jane', password: 'correct horse battery staple', email: 'jane@example.org', displayName: 'Jane Roe' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `escalation-refused`, `password-change-required`, `permission-denied`, `super-protected`, `request-timeout`, `did-taken`, `email-taken`, `username-taken`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `password-refused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly createUser: (input: types.CreateUserInput, options?: CallOptions) => Promise<types.CreateUserAnswer>;

  /**
   * List users.
   *
   * Users by creation, newest first unless asked otherwise, page by page. Following `nextCursor` visits every user that was there all along exactly once.
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
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `escalation-refused`, `password-change-required`, `permission-denied`, `self-action-refused`, `super-protected`, `user-not-found`, `request-timeout`, `did-taken`, `email-taken`, `username-taken`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly updateUser: (input: types.UpdateUserInput, options?: ChangeOptions) => Promise<types.UpdateUserAnswer>;

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
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `escalation-refused`, `password-change-required`, `permission-denied`, `self-action-refused`, `super-protected`, `user-not-found`, `request-timeout`, `version-mismatch`, `uri-too-long`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly deleteUser: (input: types.DeleteUserInput, options?: ChangeOptions) => Promise<types.DeleteUserAnswer>;

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
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `escalation-refused`, `password-change-required`, `permission-denied`, `self-action-refused`, `super-protected`, `user-not-found`, `request-timeout`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly setUserStatus: (input: types.SetUserStatusInput, options?: ChangeOptions) => Promise<types.SetUserStatusAnswer>;

  /**
   * Reset the password of a user.
   *
   * Sets a new password and ends every session of the user for good. A pending account becomes active; a disabled one stays disabled. One’s own password is changed with changeOwnPassword.
   *
   * Needs the permissions `users:reset-password` and `users:read`.
   *
   * @example
   * await client.resetUserPassword({ user: '@jane', newPassword: 'a fresh start for jane' });
   *
   * @throws ProblemError with the code `malformed-request`, `authentication-required`, `credential-invalid`, `escalation-refused`, `password-change-required`, `permission-denied`, `self-action-refused`, `super-protected`, `user-not-found`, `request-timeout`, `version-mismatch`, `payload-too-large`, `uri-too-long`, `unsupported-media-type`, `password-refused`, `validation-failed`, `headers-too-large`, `internal-error`, `database-unavailable`, `outcome-unknown`, `overloaded`.
   */
  readonly resetUserPassword: (input: types.ResetUserPasswordInput, options?: ChangeOptions) => Promise<types.ResetUserPasswordAnswer>;

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

  /** The same operations, with problems returned instead of thrown. */
  readonly raw: RawClient;
}

/** The operations of the service, answering with status and headers too. Problems are returned. */
export interface RawClient {
  readonly logIn: (input: types.LogInInput, options?: CallOptions) => Promise<RawAnswer<types.LogInAnswer, 200, types.LogInProblemCode>>;
  readonly refreshSession: (input: types.RefreshSessionInput, options?: CallOptions) => Promise<RawAnswer<types.RefreshSessionAnswer, 200, types.RefreshSessionProblemCode>>;
  readonly logOut: (input?: types.LogOutInput, options?: CallOptions) => Promise<RawAnswer<types.LogOutAnswer, 204, types.LogOutProblemCode>>;
  readonly getMe: (input?: types.GetMeInput, options?: CallOptions) => Promise<RawAnswer<types.GetMeAnswer, 200, types.GetMeProblemCode>>;
  readonly updateMe: (input: types.UpdateMeInput, options?: ChangeOptions) => Promise<RawAnswer<types.UpdateMeAnswer, 200, types.UpdateMeProblemCode>>;
  readonly changeOwnPassword: (input: types.ChangeOwnPasswordInput, options?: CallOptions) => Promise<RawAnswer<types.ChangeOwnPasswordAnswer, 204, types.ChangeOwnPasswordProblemCode>>;
  readonly createUser: (input: types.CreateUserInput, options?: CallOptions) => Promise<RawAnswer<types.CreateUserAnswer, 201, types.CreateUserProblemCode>>;
  readonly listUsers: (input?: types.ListUsersInput, options?: CallOptions) => Promise<RawAnswer<types.ListUsersAnswer, 200, types.ListUsersProblemCode>>;
  readonly getUser: (input: types.GetUserInput, options?: CallOptions) => Promise<RawAnswer<types.GetUserAnswer, 200, types.GetUserProblemCode>>;
  readonly updateUser: (input: types.UpdateUserInput, options?: ChangeOptions) => Promise<RawAnswer<types.UpdateUserAnswer, 200, types.UpdateUserProblemCode>>;
  readonly deleteUser: (input: types.DeleteUserInput, options?: ChangeOptions) => Promise<RawAnswer<types.DeleteUserAnswer, 204, types.DeleteUserProblemCode>>;
  readonly setUserStatus: (input: types.SetUserStatusInput, options?: ChangeOptions) => Promise<RawAnswer<types.SetUserStatusAnswer, 200, types.SetUserStatusProblemCode>>;
  readonly resetUserPassword: (input: types.ResetUserPasswordInput, options?: ChangeOptions) => Promise<RawAnswer<types.ResetUserPasswordAnswer, 204, types.ResetUserPasswordProblemCode>>;
  readonly getUserStats: (input?: types.GetUserStatsInput, options?: CallOptions) => Promise<RawAnswer<types.GetUserStatsAnswer, 200, types.GetUserStatsProblemCode>>;
}
