import { isAdministrative } from '../authority/rights.ts';
import type { Handler } from '../http/handler.ts';
import { timestamp } from '../users/present-user.ts';
import { countUsersByRole, countUsersByStatus, countUsersPerName, countUsersSince } from './stats-queries.ts';

const dayMs = 86_400_000;

/** The beginning of the UTC day that is the given number of days before. */
function startOfDay(now: number, daysBefore: number): number {
  return Math.floor(now / dayMs) * dayMs - daysBefore * dayMs;
}

export const getUserStats: Handler<'getUserStats'> = async (_request, { database: { reader }, clock }) => {
  const now = clock.now();
  const since = startOfDay(now, 29);
  const byStatus = await countUsersByStatus(reader);
  const roles = await countUsersByRole(reader);
  const servers = await countUsersPerName(reader, 'user_servers', 'server');
  const groups = await countUsersPerName(reader, 'user_groups', 'group');
  const totalUsers = roles.reduce((sum, role) => sum + role.count, 0);
  const adminUsers = roles.filter(isAdministrative).reduce((sum, role) => sum + role.count, 0);
  return {
    body: {
      totalUsers,
      adminUsers,
      regularUsers: totalUsers - adminUsers,
      byStatus: {
        pending: byStatus.get('pending') ?? 0,
        active: byStatus.get('active') ?? 0,
        disabled: byStatus.get('disabled') ?? 0,
      },
      byRole: roles.map(({ name, count }) => ({ name, count })),
      usersPerServer: servers.top,
      usersPerGroup: groups.top,
      distinctServers: servers.distinct,
      distinctGroups: groups.distinct,
      createdLast30Days: await countUsersSince(reader, 'created_at', since),
      activeLast30Days: await countUsersSince(reader, 'last_seen_at', since),
      asOf: timestamp(now),
    },
  };
};
