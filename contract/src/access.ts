import type { BuiltInPermission } from './permissions.ts';

/** Who may call an operation. */
export interface Access {
  /** `none`: nobody is asked who they are, and a credential that is sent is ignored. */
  readonly credential: 'none' | 'any' | 'session';
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

/** The session of the super admin. */
export const superSession = {
  credential: 'session',
  permissions: ['users:read'],
  isSuperOnly: true,
} as const satisfies Access;
