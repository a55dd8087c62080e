import { expect } from 'vitest';
import { superPassword } from '../support/service.ts';
import type { Arena } from './arena.ts';
import type { Person } from './cast.ts';
import type { Race } from './race.ts';

/** The newest access token of the session is good for nothing, wherever it is sent. */
async function expectRevoked(
  instances: Arena['instances'],
  refreshed: { readonly ok: boolean; readonly body?: unknown },
  { accessToken }: Person,
): Promise<void> {
  const token = refreshed.ok ? Reflect.get(Object(refreshed.body), 'accessToken') : accessToken;
  for (const instance of instances) {
    const answer = await instance.as(String(token)).raw.getMe();
    expect(answer.ok ? 'ok' : answer.problem.code).toBe('credential-invalid');
  }
}

/** However it ends, nothing that the session ever handed out is good for anything afterwards. */
const disableAgainstRefresh: Race = async (cast) => {
  const [admin, target] = [await cast.person({ role: 'admin' }), await cast.person()];
  const state = ['admin active +0 signed in', 'viewer disabled +1 signed out'];
  return {
    contenders: [
      { by: admin, run: (client) => client.raw.setUserStatus({ user: target.id, isActive: false }) },
      { by: target, run: (client) => client.raw.refreshSession({ refreshToken: target.refreshToken }) },
    ],
    endings: [
      { first: 0, outcomes: ['ok', 'refresh-token-invalid'], state },
      { first: 1, outcomes: ['ok', 'ok'], state },
    ],
    afterwards: ({ instances }, [, refreshed]) => expectRevoked(instances, refreshed, target),
  };
};

/** Nobody who is disabled has a session afterwards, not even one that began at the same instant. */
const disableAgainstLogIn: Race = async (cast) => {
  const [admin, target] = [await cast.person({ role: 'admin' }), await cast.person()];
  const { username } = target;
  const state = ['admin active +0 signed in', 'viewer disabled +1 signed out'];
  return {
    contenders: [
      { by: admin, run: (client) => client.raw.setUserStatus({ user: target.id, isActive: false }) },
      { by: target, run: (client) => client.raw.logIn({ username, password: superPassword }) },
    ],
    endings: [
      { first: 0, outcomes: ['ok', 'login-failed'], state },
      { first: 1, outcomes: ['ok', 'ok'], state },
    ],
    afterwards: ({ instances }, [, loggedIn]) => expectRevoked(instances, loggedIn, target),
  };
};

/** The session ends; if it was renewed before, then with what it was renewed by. */
const logOutAgainstRefresh: Race = async (cast) => {
  const person = await cast.person();
  const state = ['viewer active +0 signed out'];
  return {
    contenders: [
      { by: person, run: (client) => client.raw.logOut() },
      { by: person, run: (client) => client.raw.refreshSession({ refreshToken: person.refreshToken }) },
    ],
    endings: [
      { first: 0, outcomes: ['ok', 'refresh-token-invalid'], state },
      { first: 1, outcomes: ['ok', 'ok'], state },
    ],
    afterwards: ({ instances }, [, refreshed]) => expectRevoked(instances, refreshed, person),
  };
};

/** Of two changes that are meant for the same version one is made. */
const patchAgainstPatch: Race = async (cast) => {
  const [one, other] = [await cast.person({ role: 'admin' }), await cast.person({ role: 'admin' })];
  const target = await cast.person();
  const lines = ['admin active +0 signed in', 'admin active +0 signed in', 'viewer active +1 signed in'];
  const change = { ifMatch: target };
  return {
    contenders: [
      { by: one, run: (client) => client.raw.updateUser({ user: target.id, displayName: 'One' }, change) },
      {
        by: other,
        run: (client) => client.raw.updateUser({ user: target.id, displayName: 'Other' }, change),
      },
    ],
    alsoObserve: async (reader) => [
      String((await reader('users').where({ id: target.id }).first('display_name')).display_name),
    ],
    endings: [
      { first: 0, outcomes: ['ok', 'version-mismatch'], state: [...lines, 'One'] },
      { first: 1, outcomes: ['version-mismatch', 'ok'], state: [...lines, 'Other'] },
    ],
  };
};

export const accountRaces = {
  'ending a session against refreshing it': logOutAgainstRefresh,
  'disabling a user against refreshing their session': disableAgainstRefresh,
  'disabling a user against their log-in': disableAgainstLogIn,
  'a change against another one for the same version': patchAgainstPatch,
} as const;
