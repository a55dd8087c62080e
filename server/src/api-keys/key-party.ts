import { type RoleRank, restrictRights, rightsOf } from '../authority/rights.ts';
import type { Party } from '../authority/rules.ts';
import { partyOf, roleOf } from '../users/party.ts';
import { parseNames } from '../users/user-row.ts';
import type { KeyUserRow } from './api-key-credential-queries.ts';

/**
 * What a key may do (rule 7): its permissions that the user holds, and whoever made it holds, at this moment.
 * @param listPermissions what a role lists, from wherever the row was read
 */
export async function keyParty(
  row: KeyUserRow,
  listPermissions: (role: RoleRank) => Promise<string[]>,
): Promise<Party> {
  const owner = partyOf(row, await listPermissions(roleOf(row)));
  const holders = [owner.rights];
  if (row.key_created_by !== row.id) {
    const maker = { id: row.maker_role_id ?? '', rank: row.maker_role_rank ?? 0 };
    const listed = row.maker_role_id === null ? [] : await listPermissions(maker);
    holders.push(rightsOf(maker, [...listed, ...parseNames(row.maker_permissions ?? '[]')]));
  }
  return { ...owner, rights: restrictRights(parseNames(row.key_permissions), holders) };
}
