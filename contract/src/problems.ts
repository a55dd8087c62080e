/** One entry of the catalogue: what a client may see, and what it can do about it. */
export interface ProblemDefinition {
  readonly status: number;
  readonly title: string;
  /** When the service answers with this problem. */
  readonly when: string;
  /** What the caller can do about it. */
  readonly remedy: string;
}

/**
 * Every problem the service can answer with (RFC 9457), by its stable code.
 * The code is also the last segment of the problem's `type`, `/problems/<code>`.
 */
export const problems = {
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    when: 'The request is not well-formed HTTP, URL encoding, UTF-8 or JSON; JSON with a repeated key, nested deeper than 20 levels or with a key named __proto__ counts as malformed.',
    remedy: 'Send valid UTF-8 JSON with each key once, and percent-encode the parts of the URL.',
  },
  'cursor-invalid': {
    status: 400,
    title: 'The cursor is not valid here',
    when: 'The cursor was altered, comes from another service, or belongs to a list with another sort or other filters.',
    remedy: 'Start again without a cursor, and keep sort and filters unchanged from page to page.',
  },
  'authentication-required': {
    status: 401,
    title: 'Authentication is required',
    when: 'The operation needs a credential and none was sent.',
    remedy: 'Log in and send the access token as "Authorization: Bearer <token>".',
  },
  'credential-invalid': {
    status: 401,
    title: 'The credential is not valid',
    when: 'The credential that was sent is unknown, expired, ended, or its user is not active.',
    remedy: 'Log in again.',
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
  'permission-denied': {
    status: 403,
    title: 'A permission is missing',
    when: 'The caller does not hold a permission that the operation, or a field of the request, needs.',
    remedy: 'The missing permissions are listed in missingPermissions; ask an administrator for them.',
  },
  'escalation-refused': {
    status: 403,
    title: 'The change reaches beyond your own rights',
    when: 'The target holds, or would hold after the change, a permission that the caller does not hold, or a role ranked above the caller’s.',
    remedy:
      'The permissions that the caller lacks are listed in missingPermissions; somebody who holds them can make the change.',
  },
  'self-action-refused': {
    status: 403,
    title: 'Not on your own account',
    when: 'Nobody changes their own role, grants, servers, groups or status, edits the role they have, resets their own password as an administrator, or deletes themselves.',
    remedy: 'Ask another administrator. One’s own password is changed with changeOwnPassword.',
  },
  'super-protected': {
    status: 403,
    title: 'The super admin is protected',
    when: 'Nobody but the super admin changes the super admin, and the super admin cannot be disabled, demoted or deleted.',
    remedy: 'Transfer the role of super admin first.',
  },
  'super-required': {
    status: 403,
    title: 'Only the super admin may do this',
    when: 'The operation is reserved to the one super admin.',
    remedy: 'Ask the super admin.',
  },
  'built-in-protected': {
    status: 403,
    title: 'Built-in things stay as they are',
    when: 'Built-in roles are not deleted, renamed or re-ranked, super_admin and admin are not edited, roles:manage and permissions:manage are not put into viewer or editor, and built-in permissions are neither changed nor removed.',
    remedy: 'Make a role or permission of your own.',
  },
  'password-change-required': {
    status: 403,
    title: 'The password must be changed first',
    when: 'The account was given a password that must be replaced before anything else is done.',
    remedy: 'Call changeOwnPassword; getMe and logOut work before that.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this path',
    when: 'No operation and no page has this path.',
    remedy: 'Compare the path with the document at /openapi.json.',
  },
  'user-not-found': {
    status: 404,
    title: 'There is no such user',
    when: 'No user has this id or username.',
    remedy: 'Look the user up with listUsers.',
  },
  'role-not-found': {
    status: 404,
    title: 'There is no such role',
    when: 'No role has this name.',
    remedy: 'Look it up with listRoles.',
  },
  'permission-not-found': {
    status: 404,
    title: 'There is no such permission',
    when: 'The catalogue has no permission of this name.',
    remedy: 'Look it up with listPermissions.',
  },
  'template-not-found': {
    status: 404,
    title: 'There is no such template',
    when: 'No permission template has this name.',
    remedy: 'Look it up with listTemplates.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not allowed here',
    when: 'The path exists, but not with this method.',
    remedy: 'Use one of the methods in the Allow header.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    when: 'Headers or body were not received completely in time.',
    remedy: 'Send the request again; nothing was done.',
  },
  'username-taken': {
    status: 409,
    title: 'The username is taken',
    when: 'Another user has this username, regardless of letter case and compatible spellings.',
    remedy: 'Choose another username.',
  },
  'email-taken': {
    status: 409,
    title: 'The e-mail address is taken',
    when: 'Another user has this e-mail address, regardless of letter case and compatible spellings.',
    remedy: 'Use another address.',
  },
  'did-taken': {
    status: 409,
    title: 'The DID is taken',
    when: 'Another user has this decentralized identifier.',
    remedy: 'Use another DID.',
  },
  'role-name-taken': {
    status: 409,
    title: 'The name of the role is taken',
    when: 'Another role has this name.',
    remedy: 'Choose another name.',
  },
  'role-in-use': {
    status: 409,
    title: 'The role is in use',
    when: 'A user has the role.',
    remedy: 'Give its users another role first.',
  },
  'permission-in-use': {
    status: 409,
    title: 'The permission is in use',
    when: 'A role, a direct grant or a template names the permission.',
    remedy: 'Take it out of them first.',
  },
  'version-mismatch': {
    status: 412,
    title: 'The resource has changed',
    when: 'The If-Match header does not name the current version. The ETag header of the answer does.',
    remedy: 'Read the resource again and decide anew.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    when: 'The body is larger than 256 KiB.',
    remedy: 'Send less.',
  },
  'uri-too-long': {
    status: 414,
    title: 'The URL is too long',
    when: 'Path and query together are longer than 8,192 bytes.',
    remedy: 'Shorten the query.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The media type is not supported',
    when: 'The body is not sent as application/json in UTF-8 without content encoding.',
    remedy: 'Send "Content-Type: application/json".',
  },
  'validation-failed': {
    status: 422,
    title: 'The input is not valid',
    when: 'A field, query or path parameter breaks its rule, is missing, unknown or repeated.',
    remedy: 'Every fault is listed in errors, with its place and a machine-readable type.',
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
  'transfer-target-refused': {
    status: 422,
    title: 'The super admin cannot be transferred to this user',
    when: 'The target is the super admin already, is not active, has no password, or has one that somebody other than the target or the super admin set last.',
    remedy: 'Let the target set an own password, and log in with it.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    when: 'The request line and headers together are larger than 16 KiB.',
    remedy: 'Send fewer or shorter headers.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong on our side',
    when: 'The service failed in a way it did not foresee. Nothing was changed.',
    remedy: 'Try again; if it persists, report the requestId.',
  },
  overloaded: {
    status: 503,
    title: 'The service is busy',
    when: 'More work is waiting than can be done in time. Nothing was changed.',
    remedy: 'Try again after the seconds in Retry-After.',
  },
  'database-unavailable': {
    status: 503,
    title: 'The database is not available',
    when: 'The database cannot be reached or refused the transaction. Nothing was changed.',
    remedy: 'Try again after the seconds in Retry-After.',
  },
  'outcome-unknown': {
    status: 503,
    title: 'The outcome is unknown',
    when: 'The connection to the database was lost while a change was being committed: it may have happened or not.',
    remedy: 'Read the resource to see whether the change is there, then repeat it if it is not.',
  },
} as const satisfies Record<string, ProblemDefinition>;

/** The stable code of a problem, e.g. `username-taken`. */
export type ProblemCode = keyof typeof problems;

/** The HTTP status that a problem code is answered with. */
export function statusOfProblem(code: ProblemCode): number {
  return problems[code].status;
}

/** True if the text is the code of a problem of the catalogue. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problems, text);
}
