import { adminRoleName, builtInRoles, superOnlyPermissions, superRoleName } from '@roster/contract';

/**
 * Effective permissions E(u): what somebody may do. The whole catalogue is named by a word instead of being listed, so
 * that it holds what is registered tomorrow: `everything` for the super admin, `administration` (everything but
 * `roles:manage` and `permissions:manage`) for administrators, `nothing` for roles that hold what they list.
 */
export interface Rights {
  readonly base: 'everything' | 'administration' | 'nothing';
  /** What is held besides: the listed permissions of the role and the roles it includes, and the direct grants. */
  readonly names: ReadonlySet<string>;
}

/** A role as the rules see it; the id of a built-in role is its name. */
export interface RoleRank {
  readonly id: string;
  readonly rank: number;
}

const superOnly: ReadonlySet<string> = new Set(superOnlyPermissions);

/** The built-in roles that a role includes: those of lower rank, highest first. */
export function includedRoles(role: RoleRank): readonly (typeof builtInRoles)[number][] {
  return builtInRoles.filter((builtIn) => builtIn.rank < role.rank);
}

/** True if the role is, or includes, that of an administrator. */
export function isAdministrative(role: RoleRank): boolean {
  return role.id === adminRoleName || includedRoles(role).some((included) => included.name === adminRoleName);
}

/** What a role's holder may do: its own and included permissions, and the direct grants. */
export function rightsOf(role: RoleRank, names: Iterable<string>): Rights {
  const base =
    role.id === superRoleName ? 'everything' : isAdministrative(role) ? 'administration' : 'nothing';
  return { base, names: new Set(names) };
}

/** Exactly the named permissions. */
export function rightsOfNames(names: Iterable<string>): Rights {
  return { base: 'nothing', names: new Set(names) };
}

/** True if the permission is among the rights. */
export function holds(rights: Rights, permission: string): boolean {
  if (rights.base === 'everything') return true;
  if (rights.base === 'administration' && !superOnly.has(permission)) return true;
  return rights.names.has(permission);
}

/** Those of the needed permissions that are not held. */
export function missingPermissions(needed: readonly string[], held: Rights): string[] {
  return needed.filter((permission) => !holds(held, permission));
}

/** The rights as a sorted list, given the whole catalogue. */
export function listRights(rights: Rights, catalogue: readonly string[]): string[] {
  return catalogue.filter((permission) => holds(rights, permission)).sort();
}

/** What one holds and the other does not, sorted; empty exactly if E(one) ⊆ E(other). */
export function rightsBeyond(one: Rights, other: Rights, catalogue: readonly string[]): string[] {
  return missingPermissions(listRights(one, catalogue), other);
}

/** Those of the named permissions that all of the holders hold. */
export function restrictRights(names: readonly string[], holders: readonly Rights[]): Rights {
  return rightsOfNames(names.filter((name) => holders.every((rights) => holds(rights, name))));
}
