import type { Reader } from '../database/database.ts';

/** A name and how many users it applies to. */
export interface CountedName {
  name: string;
  count: number;
}

const topNames = 100;

/** Engines give counts as numbers or, when they are large, as text. */
function toCount(row: { count?: number | string } | undefined): number {
  return Number(row?.count ?? 0);
}

export async function countUsersByStatus(reader: Reader): Promise<Map<string, number>> {
  const rows: { status: string; count: number | string }[] = await reader('users')
    .groupBy('status')
    .select('status', reader.raw('count(*) as count'));
  return new Map(rows.map((row) => [row.status, toCount(row)]));
}

/** Every role, highest first, with the number of its users. */
export async function countUsersByRole(
  reader: Reader,
): Promise<(CountedName & { id: string; rank: number })[]> {
  const counts = reader('users')
    .groupBy('role_id')
    .select('role_id', reader.raw('count(*) as count'))
    .as('counts');
  const rows: { id: string; name: string; rank: number; count: number | string | null }[] = await reader(
    'roles',
  )
    .leftJoin(counts, 'counts.role_id', 'roles.id')
    .orderBy([{ column: 'roles.rank', order: 'desc' }, { column: 'roles.name' }])
    .select('roles.id', 'roles.name', 'roles.rank', 'counts.count');
  return rows.map((row) => ({ id: row.id, name: row.name, rank: row.rank, count: Number(row.count ?? 0) }));
}

/** The names that most users have, and how many different ones there are. */
export async function countUsersPerName(
  reader: Reader,
  table: 'user_servers' | 'user_groups',
  column: 'server' | 'group',
): Promise<{ top: CountedName[]; distinct: number }> {
  const rows: { name: string; count: number | string }[] = await reader(table)
    .groupBy(column)
    .orderBy([{ column: 'count', order: 'desc' }, { column: 'name' }])
    .limit(topNames)
    .select({ name: column }, reader.raw('count(*) as count'));
  const distinct: { count?: number | string } | undefined = await reader(table)
    .countDistinct({ count: column })
    .first();
  return { top: rows.map((row) => ({ name: row.name, count: toCount(row) })), distinct: toCount(distinct) };
}

/** How many users were created, or last seen, at this moment or later. */
export async function countUsersSince(
  reader: Reader,
  column: 'created_at' | 'last_seen_at',
  moment: number,
): Promise<number> {
  const row: { count?: number | string } | undefined = await reader('users')
    .where(column, '>=', moment)
    .count({ count: '*' })
    .first();
  return toCount(row);
}
