import { isAdministrative } from '../authority/rights.ts';
import type { Reader } from '../database/database.ts';
import type { Handler } from '../http/handler.ts';
import { timestamp } from '../http/timestamp.ts';
import { listRoleNames, type NamedRole } from '../roles/role-queries.ts';
import { dayMs, dayOf } from './count-changes.ts';
import { type Census, type Counts, readCensus } from './count-queries.ts';

const topNames = 100;
const maxAttempts = 5;

function total(counts: Counts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** The census with the roles that it speaks of; one that was deleted in between has no name any more. */
async function readCensusWithRoles(
  reader: Reader,
  fromDay: string,
): Promise<{ census: Census; roles: readonly NamedRole[] }> {
  for (let attempt = 1; ; attempt += 1) {
    const census = await readCensus(reader, { fromDay, top: topNames });
    const roles = await listRoleNames(reader);
    const known = new Set(roles.map(({ id }) => id));
    const isWhole = [...census.of('role')].every(([id, count]) => count === 0 || known.has(id));
    if (isWhole || attempt === maxAttempts) return { census, roles };
  }
}

export const getUserStats: Handler<'getUserStats'> = async (_request, { database: { reader }, clock }) => {
  const now = clock.now();
  const { census, roles } = await readCensusWithRoles(reader, dayOf(now - 29 * dayMs));
  const inRole = census.of('role');
  const inStatus = census.of('status');
  const countOf = ({ id }: NamedRole) => inRole.get(id) ?? 0;
  const totalUsers = total(inRole);
  const adminUsers = roles.filter(isAdministrative).reduce((sum, role) => sum + countOf(role), 0);
  const servers = census.largest('server');
  const groups = census.largest('group');
  return {
    body: {
      totalUsers,
      adminUsers,
      regularUsers: totalUsers - adminUsers,
      byStatus: {
        pending: inStatus.get('pending') ?? 0,
        active: inStatus.get('active') ?? 0,
        disabled: inStatus.get('disabled') ?? 0,
      },
      byRole: roles.map((role) => ({ name: role.name, count: countOf(role) })),
      usersPerServer: servers.top,
      usersPerGroup: groups.top,
      distinctServers: servers.distinct,
      distinctGroups: groups.distinct,
      createdLast30Days: total(census.of('present')),
      activeLast30Days: total(census.of('seen')),
      asOf: timestamp(now),
    },
  };
};
