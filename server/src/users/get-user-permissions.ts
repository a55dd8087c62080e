import { includedRoles, listRights, rightsOf } from '../authority/rights.ts';
import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { readCatalogue } from '../permissions/permission-queries.ts';
import { findRole, readBuiltInRoles } from '../roles/role-queries.ts';
import { findUser } from './find-user.ts';
import { roleOf } from './party.ts';
import { userLocation } from './user-location.ts';
import { parseNames } from './user-row.ts';

/** Why somebody holds a permission. */
type Source = { kind: 'grant' } | { kind: 'role'; role: string };

export const getUserPermissions: Handler<'getUserPermissions'> = async ({ params }, { database }) => {
  const user = await findUser(database, params.user);
  const { reader } = database;
  const catalogue = await readCatalogue(reader);
  const own = await findRole(reader, user.role_name);
  const included = new Set<string>(includedRoles(roleOf(user)).map(({ name }) => name));
  const builtIn = (await readBuiltInRoles(reader)).filter(({ id }) => included.has(id));
  const sources = new Map<string, Source[]>();
  const add = (permission: string, source: Source) =>
    sources.set(permission, [...(sources.get(permission) ?? []), source]);

  for (const role of [...(own ? [own] : []), ...builtIn].sort((a, b) => b.rank - a.rank)) {
    // What a role holds itself; what it includes is named under the included role.
    const itself = rightsOf({ id: role.id, rank: 0 }, role.permissions);
    for (const permission of listRights(itself, catalogue))
      add(permission, { kind: 'role', role: role.name });
  }
  const permissions = [...parseNames(user.permissions)];
  for (const permission of permissions) add(permission, { kind: 'grant' });
  const effective = [...sources].map(([permission, reasons]) => ({ permission, sources: reasons }));
  return {
    body: { permissions, effective: effective.sort((a, b) => (a.permission < b.permission ? -1 : 1)) },
    headers: { ETag: etagOf(user), 'Content-Location': `${userLocation(user.id)}/permissions` },
  };
};
