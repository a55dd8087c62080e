import type { OperationId, ProblemCode } from '@roster/contract';
import { givenAccount, givenPassword, uniqueName } from '../support/given.ts';
import { superPassword, superUsername } from '../support/service.ts';
import { apiKeyProvokers } from './api-key-provokers.ts';
import { authorityProvokers } from './authority-provokers.ts';
import { changing, manager, onAdmin, onSelf, onSuper, pathOf, withBody } from './provoker-parts.ts';
import { rootToken } from './sample-requests.ts';
import { sessionProvokers } from './session-provokers.ts';
import type { Provoker } from './shared-provokers.ts';

const did = () => `did:plc:${uniqueName().replaceAll('-', '')}`;

/** A body that names what another user has already. */
const taken = {
  'username-taken': withBody(async (service) => {
    const { username } = await givenAccount(service);
    return { username: username.toUpperCase() };
  }),
  'email-taken': withBody(async (service) => {
    const email = `${uniqueName()}@example.org`;
    await givenAccount(service, { email });
    return { username: uniqueName(), email: email.toUpperCase() };
  }),
  'did-taken': withBody(async (service) => {
    const { did: other } = await givenAccount(service, { did: did() });
    return { username: uniqueName(), did: other };
  }),
};

/** The problems that are an operation's own, each with a way to bring it about. */
export const ownProvokers: Record<OperationId, Partial<Record<ProblemCode, Provoker>>> = {
  logIn: {
    'cross-origin-refused': withBody(() => ({
      username: superUsername,
      password: superPassword,
      transport: 'cookie',
    })),
    'login-failed': withBody(() => ({ username: superUsername, password: 'not the password of root' })),
  },
  refreshSession: {
    'cross-origin-refused': changing(() => ({ body: {}, headers: { Cookie: 'roster-refresh=x' } })),
    'refresh-token-invalid': withBody(() => ({ refreshToken: `rst_r_${'A'.repeat(80)}` })),
  },
  logOut: {},
  getMe: {},
  updateMe: {},
  changeOwnPassword: {
    'current-password-wrong': withBody(() => ({
      currentPassword: 'not the one that it is',
      newPassword: 'a fresh start for everybody',
    })),
    'password-refused': withBody(() => ({ currentPassword: givenPassword, newPassword: givenPassword })),
  },
  ...sessionProvokers,
  introspectCredential: {},
  createUser: {
    ...taken,
    'escalation-refused': changing(async ({ service }) => ({
      body: { username: uniqueName(), permissions: ['audit:read'] },
      ...(await manager(service)),
    })),
    'super-protected': withBody(() => ({ username: uniqueName(), role: 'super_admin' })),
    'password-refused': withBody(() => {
      const username = uniqueName();
      return { username, password: `my name is ${username}` };
    }),
  },
  listUsers: {
    'cursor-invalid': changing(({ sample }) => ({ path: `${sample.path}?cursor=of-somebody-else` })),
  },
  getUser: {},
  updateUser: {
    ...taken,
    'self-action-refused': onSelf({ role: 'viewer' }),
    'super-protected': onSuper,
    'escalation-refused': onAdmin,
  },
  importUsers: {},
  exportUsers: {},
  deleteUser: { 'self-action-refused': onSelf(), 'super-protected': onSuper, 'escalation-refused': onAdmin },
  setUserStatus: {
    'self-action-refused': onSelf(),
    'super-protected': onSuper,
    'escalation-refused': onAdmin,
  },
  resetUserPassword: {
    'self-action-refused': onSelf(),
    'super-protected': onSuper,
    'escalation-refused': onAdmin,
    'password-refused': changing(async ({ service, sample }) => {
      const { id, username } = await givenAccount(service);
      const token = await rootToken(service);
      return { path: pathOf(sample, id), token, body: { newPassword: `my name is ${username}` } };
    }),
  },
  ...authorityProvokers,
  ...apiKeyProvokers,
  getUserStats: {},
  getUserTimeline: {},
};
