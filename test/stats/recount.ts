import type { UserStats } from '@roster/client';
import type { TestService } from '../support/service.ts';

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function largest(values: readonly string[]) {
  const names = [...countBy(values)].map(([name, count]) => ({ name, count }));
  const byCount = names.toSorted(
    (a, b) => b.count - a.count || Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)),
  );
  return byCount.slice(0, 100);
}

/** The statistics, counted user by user; without the moment of counting. */
export async function recount(service: TestService): Promise<Omit<UserStats, 'asOf'>> {
  const { database, clock } = service.dependencies;
  const users = await database.reader('users').select('*');
  const roles = await database
    .reader('roles')
    .orderBy([{ column: 'rank', order: 'desc' }, 'name'])
    .select('*');
  const inRole = countBy(users.map((user) => user.role_id));
  const inStatus = countBy(users.map((user) => user.status));
  const servers: string[] = users.flatMap((user) => JSON.parse(user.servers));
  const groups: string[] = users.flatMap((user) => JSON.parse(user.groups));
  const dayMs = 86_400_000;
  const since = Math.floor(clock.now() / dayMs) * dayMs - 29 * dayMs;
  const adminUsers = roles
    .filter(({ name, rank }) => name === 'admin' || rank > 80)
    .reduce((sum, { id }) => sum + (inRole.get(id) ?? 0), 0);
  return {
    totalUsers: users.length,
    adminUsers,
    regularUsers: users.length - adminUsers,
    byStatus: {
      pending: inStatus.get('pending') ?? 0,
      active: inStatus.get('active') ?? 0,
      disabled: inStatus.get('disabled') ?? 0,
    },
    byRole: roles.map(({ id, name }) => ({ name, count: inRole.get(id) ?? 0 })),
    usersPerServer: largest(servers),
    usersPerGroup: largest(groups),
    distinctServers: new Set(servers).size,
    distinctGroups: new Set(groups).size,
    createdLast30Days: users.filter((user) => user.created_at >= since).length,
    activeLast30Days: users.filter((user) => (user.last_seen_at ?? 0) >= since).length,
  };
}
