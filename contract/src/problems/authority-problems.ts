import type { ProblemDefinition } from './problem-definition.ts';

/** Problems of authority: what the caller may not do. */
export const authorityProblems = {
  'permission-denied': {
    status: 403,
    title: 'A permission is missing',
    when: 'The caller does not hold a permission that the operation, or a field of the request, needs.',
    remedy: 'The missing permissions are listed in missingPermissions; ask an administrator for them.',
  },
  'escalation-refused': {
    status: 403,
    title: 'The change reaches beyond your own rights',
    when: 'The target holds, or would hold after the change, a permission that the caller does not hold, a role ranked above the caller’s, or an API key with a permission that its user does not hold.',
    remedy:
      'The permissions that are lacking are listed in missingPermissions; somebody who holds them can make the change.',
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
  'session-required': {
    status: 403,
    title: 'A session is needed',
    when: 'The request was made with an API key: among keys and sessions it reaches only itself, and it does nothing that only a person who logged in may do.',
    remedy: 'Log in and send the access token.',
  },
  'built-in-protected': {
    status: 403,
    title: 'Built-in things stay as they are',
    when: 'Built-in roles are not deleted, renamed or re-ranked, super_admin and admin are not edited, roles:manage and permissions:manage are not put into viewer or editor, and built-in permissions are neither changed nor removed.',
    remedy: 'Make a role or permission of your own.',
  },
  'transfer-target-refused': {
    status: 422,
    title: 'The super admin cannot be transferred to this user',
    when: 'The target is the super admin already, is not active, has no password, or has one that somebody other than the target or the super admin set last.',
    remedy: 'Let the target set an own password, and log in with it.',
  },
} as const satisfies Record<string, ProblemDefinition>;
