import { superRoleName } from '@roster/contract';
import { Refusal } from '../http/refusal.ts';
import { type Rights, type RoleRank, rightsBeyond } from './rights.ts';

/*
 * The rules of authority, by the numbers that the code refers to:
 *  1. every operation declares what its caller must hold (applied from the contract, in `http/authorize.ts`);
 *  2. dominance: nobody changes a target that holds, before or after, what they do not hold;
 *  3. fields that give more than the default need a permission of their own (`fieldPermissions` of the contract);
 *  4. roles, templates and the catalogue are changed only within one's own rights, built-in ones hardly at all;
 *  5. nobody does to their own account what only others may do;
 *  6. there is exactly one super admin, whom nobody else touches;
 *  7. an API key may do less than its user, and among keys and sessions reaches only itself.
 */

/** Whoever acts, or is acted upon, as the rules see them. */
export interface Party {
  readonly id: string;
  readonly role: RoleRank;
  readonly rights: Rights;
}

/** Rule 5: nobody changes their own role, grants, labels or status, resets or deletes themselves. */
export function refuseSelf(actor: Party, target: Party): void {
  if (actor.id === target.id)
    throw new Refusal('self-action-refused', 'Nobody does this to their own account.');
}

/** Rule 4: nobody but the super admin changes what the role holds that they have themselves. */
export function refuseOwnRole(actor: Party, changedRoleIds: readonly string[]): void {
  if (actor.role.id !== superRoleName && changedRoleIds.includes(actor.role.id)) {
    throw new Refusal('self-action-refused', 'Nobody changes the role that they have themselves.');
  }
}

/** Rule 6: nobody but the super admin touches the super admin. */
export function refuseTouchingSuper(actor: Party, target: Party): void {
  if (target.role.id === superRoleName && actor.id !== target.id) {
    throw new Refusal('super-protected', 'Only the super admin changes the super admin.');
  }
}

/** Rule 6: the role of the super admin is not assigned; it changes hands by transfer only. */
export function refuseAssigningSuper(role: RoleRank): void {
  if (role.id === superRoleName) {
    throw new Refusal('super-protected', 'There is exactly one super admin; the role is not assigned.');
  }
}

/** Rule 2: nobody changes a target that holds, before or after the change, what they do not hold themselves. */
export function refuseEscalation(
  actor: Party,
  touched: readonly Rights[],
  catalogue: readonly string[],
): void {
  const missing = new Set(touched.flatMap((rights) => rightsBeyond(rights, actor.rights, catalogue)));
  if (missing.size === 0) return;
  throw new Refusal('escalation-refused', 'The change reaches beyond your own permissions.', {
    missingPermissions: [...missing].sort(),
  });
}

/** Rule 2: nobody assigns a role ranked above their own. */
export function refuseHigherRole(actor: Party, role: RoleRank): void {
  if (role.rank > actor.role.rank)
    throw new Refusal('escalation-refused', 'The role is ranked above your own.');
}
