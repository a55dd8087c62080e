import type { ProblemDefinition } from './problem-definition.ts';

/** Problems of credentials and passwords. */
export const credentialProblems = {
  'authentication-required': {
    status: 401,
    title: 'Authentication is required',
    when: 'The operation needs a credential and none was sent.',
    remedy: 'Send an access token or an API key as "Authorization: Bearer <token>".',
  },
  'credential-invalid': {
    status: 401,
    title: 'The credential is not valid',
    when: 'The credential that was sent is unknown, expired, ended or revoked, or its user is not active.',
    remedy: 'Log in again, or use another API key.',
  },
  'login-failed': {
    status: 401,
    title: 'The log-in failed',
    when: 'Username and password do not belong to an active account. Which of the reasons applies is not said.',
    remedy: 'Check both; an administrator can reset the password or enable the account.',
  },
  'refresh-token-invalid': {
    status: 401,
    title: 'The refresh token is not valid',
    when: 'The refresh token is unknown, expired, already used, or its session has ended.',
    remedy: 'Log in again.',
  },
  'cross-origin-refused': {
    status: 403,
    title: 'The request comes from another site',
    when: 'The request uses cookies, and neither Sec-Fetch-Site nor Origin shows that a page of this service sent it, or it has the content type of a form.',
    remedy: 'Send it from a page of this origin, or send the access token in the Authorization header.',
  },
  'password-change-required': {
    status: 403,
    title: 'The password must be changed first',
    when: 'The account was given a password that must be replaced before anything else is done.',
    remedy: 'Call changeOwnPassword; getMe and logOut work before that.',
  },
  'password-refused': {
    status: 422,
    title: 'The new password is refused',
    when: 'The new password is among the most common ones, contains the username, or equals the current one.',
    remedy: 'Choose another password; errors says which rule was broken.',
  },
  'current-password-wrong': {
    status: 422,
    title: 'The current password is wrong',
    when: 'currentPassword is not the password of the account.',
    remedy: 'Send the current password.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many failed attempts',
    when: 'Too many guesses failed: for this name from this source, from this source, or for this name from everywhere. Nothing was checked.',
    remedy: 'Try again after the seconds in Retry-After. RateLimit-Policy says what is counted.',
  },
} as const satisfies Record<string, ProblemDefinition>;
