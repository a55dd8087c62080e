import { adminRoleName, superOnlyPermissions, superRoleName } from '@roster/contract';
import { type Rights, rightsBeyond } from '../authority/rights.ts';
import { type Party, refuseEscalation, refuseHigherRole, refuseOwnRole } from '../authority/rules.ts';
import type { Transaction } from '../database/database.ts';
import { Refusal } from '../http/refusal.ts';
import { readCatalogueFor } from '../permissions/permission-queries.ts';
import { type RoleWithPermissions, readBuiltInRoles, readRolesAbove } from './role-queries.ts';
import { roleRights } from './role-rights.ts';

const superOnly: ReadonlySet<string> = new Set(superOnlyPermissions);

function isComputed(role: { readonly id: string }): boolean {
  return role.id === superRoleName || role.id === adminRoleName;
}

/** What a change of a role does to it. */
export interface RoleChange {
  /** Undefined where the role is made. */
  readonly before: RoleWithPermissions | undefined;
  /** Undefined where the role is deleted. */
  readonly after: RoleWithPermissions | undefined;
}

/**
 * Rule 4 about built-in roles.
 * @throws Refusal `built-in-protected`
 */
export function refuseBuiltInChange({ before, after }: RoleChange): void {
  if (before?.built_in !== 1) return;
  const isMoved = after === undefined || after.name !== before.name || after.rank !== before.rank;
  if (isMoved)
    throw new Refusal('built-in-protected', 'Built-in roles are not deleted, renamed or re-ranked.');
  if (isComputed(before)) throw new Refusal('built-in-protected', `What ${before.name} holds is computed.`);
  const refused = after.permissions.filter((permission) => superOnly.has(permission));
  if (refused.length > 0) {
    throw new Refusal('built-in-protected', `${refused.join(' and ')} cannot be put into ${before.name}.`);
  }
}

/** A role with what it holds before and after a change; undefined where it is not there. */
interface RoleEffect {
  readonly id: string;
  readonly before: Rights | undefined;
  readonly after: Rights | undefined;
}

function isSame(one: Rights, other: Rights, catalogue: readonly string[]): boolean {
  return [...rightsBeyond(one, other, catalogue), ...rightsBeyond(other, one, catalogue)].length === 0;
}

/** What the change of a built-in role does to the roles that include it, where it does anything. */
async function effectsOnIncluding(
  tx: Transaction,
  { before, after }: RoleChange,
  builtIn: { before: RoleWithPermissions[]; after: RoleWithPermissions[] },
  catalogue: readonly string[],
): Promise<RoleEffect[]> {
  const role = after ?? before;
  if (role?.built_in !== 1) return [];
  const above = await readRolesAbove(tx, role.rank);
  return above.flatMap((other) => {
    if (isComputed(other)) return [];
    const effect = {
      id: other.id,
      before: roleRights(other, builtIn.before),
      after: roleRights(other, builtIn.after),
    };
    return isSame(effect.before, effect.after, catalogue) ? [] : [effect];
  });
}

/**
 * Rule 4 about rights: what the role, and every role whose rights change with it, holds before and after is the
 * actor's, and none of these roles is the actor's own.
 * @throws Refusal `self-action-refused` or `escalation-refused`
 */
export async function refuseUnauthorizedRoleChange(
  tx: Transaction,
  actor: Party,
  roleChange: RoleChange,
): Promise<void> {
  const { before, after } = roleChange;
  const role = after ?? before;
  if (role === undefined) return;
  const catalogue = await readCatalogueFor(tx, actor);
  const builtInBefore = await readBuiltInRoles(tx);
  const builtInAfter = builtInBefore.map((other) => (other.id === after?.id ? after : other));
  const builtIn = { before: builtInBefore, after: builtInAfter };
  const effects: RoleEffect[] = [
    {
      id: role.id,
      before: before && roleRights(before, builtInBefore),
      after: after && roleRights(after, builtInAfter),
    },
    ...(await effectsOnIncluding(tx, roleChange, builtIn, catalogue)),
  ];
  refuseOwnRole(
    actor,
    effects.map(({ id }) => id),
  );
  const touched = effects.flatMap((effect) => [effect.before ?? [], effect.after ?? []]).flat();
  refuseEscalation(actor, touched, catalogue);
  // Nobody assigns a role ranked above their own; raising one that is assigned already would come to the same.
  if (after && after.rank !== before?.rank) refuseHigherRole(actor, after);
}
