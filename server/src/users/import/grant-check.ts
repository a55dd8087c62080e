import { defaultRoleName } from '@roster/contract';
import type { RoleRank } from '../../authority/rights.ts';
import type { Party } from '../../authority/rules.ts';
import type { Transaction } from '../../database/database.ts';
import { refuseUnknownPermissions } from '../../permissions/catalogue-rules.ts';
import { readCatalogue } from '../../permissions/permission-queries.ts';
import { readRolePermissions } from '../../roles/role-permission-queries.ts';
import { readAssignedRole, readTemplatePermissions } from '../grant-rules.ts';
import { refuseGiving } from '../new-user.ts';
import type { ImportItem } from './check-items.ts';

/** What an item gives to its account. */
export interface GivenRights {
  readonly role: RoleRank;
  readonly roleName: string;
  readonly permissions: readonly string[];
}

/**
 * Makes the function that applies the rules of authority of createUser to an item. Items that give the same are looked
 * at once: in an import most of them do.
 */
export async function grantCheck(
  tx: Transaction,
  actor: Party,
): Promise<(item: ImportItem) => Promise<GivenRights>> {
  const catalogue = await readCatalogue(tx);
  const compared = actor.rights.base === 'everything' ? [] : catalogue;
  const known = new Map<string, Promise<GivenRights>>();

  async function check({ permissions: sent = [], role: roleName = defaultRoleName, template }: ImportItem) {
    refuseUnknownPermissions('permissions', sent, catalogue);
    const role = await readAssignedRole(tx, roleName);
    const fromTemplate = template === undefined ? [] : await readTemplatePermissions(tx, template);
    const permissions = [...sent, ...fromTemplate];
    refuseGiving(actor, { role, listed: await readRolePermissions(tx, role), permissions }, compared);
    return { role, roleName, permissions };
  }

  return (item) => {
    const key = JSON.stringify([item.role, item.permissions, item.template]);
    const given = known.get(key) ?? check(item);
    known.set(key, given);
    return given;
  };
}
