import type { ProblemDefinition } from './problem-definition.ts';

/** Problems of things that stand in the way. */
export const conflictProblems = {
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
    when: 'A role, a direct grant, a template or a live API key names the permission.',
    remedy: 'Take it out of them first, and revoke the keys.',
  },
  'owner-not-active': {
    status: 409,
    title: 'The user is not active',
    when: 'An API key is to be made for a user who is pending or disabled.',
    remedy: 'Enable the account, or give it a password, first.',
  },
  'api-key-limit-reached': {
    status: 409,
    title: 'The user has too many API keys',
    when: 'The user has 100 API keys that are neither revoked nor expired.',
    remedy: 'Revoke one of them first.',
  },
} as const satisfies Record<string, ProblemDefinition>;
