import type { ProblemDefinition } from './problem-definition.ts';

/** Problems of things that are not there. */
export const missingProblems = {
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
  'session-not-found': {
    status: 404,
    title: 'There is no such session',
    when: 'The user has no session of this id, or it has ended.',
    remedy: 'Look it up with listOwnSessions or listUserSessions.',
  },
  'api-key-not-found': {
    status: 404,
    title: 'There is no such API key',
    when: 'The user has no API key of this id, or, where its secret is to be replaced, it is revoked or expired.',
    remedy: 'Look it up with listApiKeys or listUserApiKeys.',
  },
} as const satisfies Record<string, ProblemDefinition>;
