import type { Credential, Holder } from './holder.ts';

/** What happens, and what each credential can do on the next request. */
export interface MatrixEvent {
  readonly happens: string;
  act(holder: Holder): Promise<unknown>;
  /** Only what differs from before the event. */
  readonly leaves: Partial<Record<Credential, string>>;
}

const deadSessions = {
  access: 'dead',
  refresh: 'dead',
  otherAccess: 'dead',
  otherRefresh: 'dead',
  cookie: 'dead',
  cookieRefresh: 'dead',
} as const;
const deadKeys = { keyFull: 'dead', keyScoped: 'dead', keyMade: 'dead' } as const;
const allDead = { ...deadSessions, ...deadKeys };
const noRights = {
  access: 'alive',
  otherAccess: 'alive',
  cookie: 'alive',
  keyFull: 'alive',
  keyScoped: 'alive',
  keyMade: 'alive',
} as const;
const onlyStats = {
  access: 'stats',
  otherAccess: 'stats',
  cookie: 'stats',
  keyFull: 'stats',
  keyMade: 'stats',
} as const;
const newPassword = 'an entirely different phrase';

const disable = ({ root, user }: Holder) => root.setUserStatus({ user: user.id, isActive: false });
const enable = ({ root, user }: Holder) => root.setUserStatus({ user: user.id, isActive: true });
const reset = ({ root, user }: Holder) => root.resetUserPassword({ user: user.id, newPassword });
const demote = ({ root, user }: Holder) => root.updateUser({ user: user.id, role: 'viewer' });

export const accountEvents: readonly MatrixEvent[] = [
  { happens: 'nothing', act: async () => {}, leaves: {} },
  { happens: 'disable', act: disable, leaves: allDead },
  {
    happens: 'disable, enable',
    act: async (holder) => {
      await disable(holder);
      await enable(holder);
    },
    leaves: allDead,
  },
  { happens: 'delete', act: ({ root, user }) => root.deleteUser({ user: user.id }), leaves: allDead },
  { happens: 'reset', act: reset, leaves: allDead },
  {
    happens: 'reset without a forced change',
    act: ({ root, user }) =>
      root.resetUserPassword({ user: user.id, newPassword, mustChangePassword: false }),
    leaves: allDead,
  },
  {
    happens: 'reset, disable, enable',
    act: async (holder) => {
      await reset(holder);
      await disable(holder);
      await enable(holder);
    },
    leaves: allDead,
  },
  {
    happens: 'transfer of the super admin to the user',
    act: ({ root, user, superPassword }) =>
      root.transferSuper({ targetUserId: user.id, currentPassword: superPassword }),
    leaves: allDead,
  },
];

export const rightsEvents: readonly MatrixEvent[] = [
  { happens: 'demote', act: demote, leaves: noRights },
  {
    happens: 'demote, promote',
    act: async (holder) => {
      await demote(holder);
      await holder.root.updateUser({ user: holder.user.id, role: holder.role });
    },
    leaves: {},
  },
  {
    happens: 'promote',
    act: ({ root, user }) => root.updateUser({ user: user.id, role: 'admin' }),
    // A right that the owner gains does not come to a key that was made without it.
    leaves: {},
  },
  {
    happens: 'the role loses a permission',
    act: ({ root, role }) => root.updateRole({ roleName: role, permissions: ['stats:read'] }),
    leaves: onlyStats,
  },
  {
    happens: 'demote, grant one permission',
    act: async (holder) => {
      await demote(holder);
      await holder.root.updateUserPermissions({ user: holder.user.id, grant: ['stats:read'] });
    },
    leaves: { ...onlyStats, keyScoped: 'stats' },
  },
  {
    happens: 'demote, grant, revoke',
    act: async (holder) => {
      await demote(holder);
      await holder.root.updateUserPermissions({ user: holder.user.id, grant: ['stats:read'] });
      await holder.root.updateUserPermissions({ user: holder.user.id, revoke: ['stats:read'] });
    },
    leaves: noRights,
  },
  {
    happens: 'an update that changes nothing',
    act: ({ root, user }) => root.updateUser({ user: user.id, displayName: null }),
    leaves: {},
  },
  {
    happens: 'enable, of an active user',
    act: enable,
    leaves: {},
  },
  {
    happens: 'an update of another field',
    act: ({ root, user }) => root.updateUser({ user: user.id, displayName: 'Somebody' }),
    leaves: {},
  },
];

const changeOwn = ({ own, password }: Holder, revokeApiKeys?: boolean) =>
  own.client.changeOwnPassword({
    currentPassword: password,
    newPassword,
    ...(revokeApiKeys !== undefined && { revokeApiKeys }),
  });
const { access: _access, refresh: _refresh, ...deadOthers } = deadSessions;
const deadOwn = { access: 'dead', refresh: 'dead' } as const;
const deadOther = { otherAccess: 'dead', otherRefresh: 'dead' } as const;
const deadCookie = { cookie: 'dead', cookieRefresh: 'dead' } as const;

export const sessionEvents: readonly MatrixEvent[] = [
  { happens: 'own change', act: (holder) => changeOwn(holder), leaves: deadOthers },
  {
    happens: 'own change that revokes the keys',
    act: (holder) => changeOwn(holder, true),
    leaves: { ...deadOthers, ...deadKeys },
  },
  {
    happens: 'own change by cookie',
    act: ({ sendByCookie, password }) =>
      sendByCookie('POST', '/auth/change-password', { currentPassword: password, newPassword }),
    leaves: { ...deadOwn, ...deadOther },
  },
  { happens: 'log-out', act: ({ own }) => own.client.logOut(), leaves: deadOwn },
  {
    happens: 'log-out by cookie',
    act: ({ sendByCookie }) => sendByCookie('POST', '/auth/logout', {}),
    leaves: deadCookie,
  },
  {
    happens: 'end of another own session',
    act: ({ own, other }) => own.client.revokeOwnSession({ sessionId: other.sessionId }),
    leaves: deadOther,
  },
  {
    happens: 'end of a session by an administrator',
    act: ({ root, user, other }) => root.revokeUserSession({ user: user.id, sessionId: other.sessionId }),
    leaves: deadOther,
  },
  {
    happens: 'end of all sessions by an administrator',
    act: ({ root, user }) => root.revokeUserSessions({ user: user.id }),
    leaves: deadSessions,
  },
  {
    happens: 'replay of an older refresh token',
    act: async ({ service, own, secrets }) => {
      const second = await service.anonymous.refreshSession({ refreshToken: own.refreshToken });
      const third = await service.anonymous.refreshSession({ refreshToken: String(second.refreshToken) });
      secrets.access = String(third.accessToken);
      secrets.refresh = String(third.refreshToken);
      await service.anonymous.raw.refreshSession({ refreshToken: own.refreshToken });
    },
    leaves: deadOwn,
  },
];

const makerDead = { keyMade: 'dead' } as const;

export const keyEvents: readonly MatrixEvent[] = [
  {
    happens: 'key revoke',
    act: ({ own, keyFull }) => own.client.revokeApiKey({ apiKeyId: keyFull.id }),
    leaves: { keyFull: 'dead' },
  },
  {
    happens: 'key revoke by itself',
    act: ({ service, keyFull }) => service.as(keyFull.key).revokeApiKey({ apiKeyId: keyFull.id }),
    leaves: { keyFull: 'dead' },
  },
  {
    happens: 'key revoke by an administrator',
    act: ({ maker, user, keyFull }) => maker.client.revokeUserApiKey({ user: user.id, apiKeyId: keyFull.id }),
    leaves: { keyFull: 'dead' },
  },
  {
    happens: 'rotation without grace',
    act: ({ own, keyFull }) => own.client.rotateApiKey({ apiKeyId: keyFull.id, graceSeconds: 0 }),
    leaves: { keyFull: 'dead' },
  },
  {
    happens: 'rotation with grace',
    act: ({ own, keyFull }) => own.client.rotateApiKey({ apiKeyId: keyFull.id, graceSeconds: 600 }),
    leaves: {},
  },
  {
    happens: 'maker of a key disabled',
    act: ({ root, maker }) => root.setUserStatus({ user: maker.user.id, isActive: false }),
    leaves: makerDead,
  },
  {
    happens: 'maker of a key disabled, enabled',
    act: async ({ root, maker }) => {
      await root.setUserStatus({ user: maker.user.id, isActive: false });
      await root.setUserStatus({ user: maker.user.id, isActive: true });
    },
    leaves: makerDead,
  },
  {
    happens: 'maker of a key deleted',
    act: ({ root, maker }) => root.deleteUser({ user: maker.user.id }),
    leaves: makerDead,
  },
  {
    happens: 'maker of a key reset',
    act: ({ root, maker }) => root.resetUserPassword({ user: maker.user.id, newPassword }),
    leaves: makerDead,
  },
  {
    happens: 'maker of a key demoted',
    act: ({ root, maker }) => root.updateUser({ user: maker.user.id, role: 'viewer' }),
    leaves: { keyMade: 'alive' },
  },
];
