import type { BuiltInPermission } from './permissions.ts';

/** Who may call an operation. */
export interface Access {
  /**
   * `none`: nobody is asked who they are, and a credential that is sent is ignored; `session-or-key-itself`: a session,
   * or an API key on itself, which the path parameter `apiKeyId` names where there is one.
   */
  readonly credential: 'none' | 'any' | 'session' | 'session-or-key-itself';
  /** All of these are needed. */
  readonly permissions: readonly BuiltInPermission[];
  /** True where only the super admin may call it. */
  readonly isSuperOnly?: boolean;
}

/** Open to callers without a credential. */
export const nobody = { credential: 'none', permissions: [] } as const satisfies Access;

/** Any valid credential will do. */
export const anyCredential = { credential: 'any', permissions: [] } as const satisfies Access;

/** A session is needed: somebody who logged in. */
export const session = { credential: 'session', permissions: [] } as const satisfies Access;

/** A credential that holds all of the permissions. */
export function holding(...permissions: readonly BuiltInPermission[]): Access {
  return { credential: 'any', permissions };
}

/** A session of somebody who holds all of the permissions. */
export function sessionHolding(...permissions: readonly BuiltInPermission[]): Access {
  return { credential: 'session', permissions };
}

/** A session, or an API key that reaches for itself. */
export const sessionOrKeyItself = {
  credential: 'session-or-key-itself',
  permissions: [],
} as const satisfies Access;

/** The session of the super admin. */
export const superSession = {
  credential: 'session',
  permissions: ['users:read'],
  isSuperOnly: true,
} as const satisfies Access;
