import type { Reader, Transaction } from '../database/database.ts';

/** True if the user of this name has logged in from the network since then. */
export async function isKnownSource(
  tx: Transaction,
  source: { readonly nameKey: string; readonly network: string; readonly since: number },
): Promise<boolean> {
  const row: object | undefined = await tx('known_sources')
    .join('users', 'users.id', 'known_sources.user_id')
    .where({ 'users.username_key': source.nameKey, 'known_sources.network': source.network })
    .andWhere('known_sources.last_success_at', '>=', source.since)
    .first('users.id');
  return row !== undefined;
}

/** Notes that the user has logged in from the network. */
export async function noteKnownSource(
  tx: Transaction,
  source: { readonly userId: string; readonly network: string; readonly now: number },
): Promise<void> {
  await tx('known_sources')
    .insert({ user_id: source.userId, network: source.network, last_success_at: source.now })
    .onConflict(['user_id', 'network'])
    .merge(['last_success_at']);
}

/** Forgets where a user has logged in from. */
export async function deleteKnownSources(tx: Transaction, userId: string): Promise<void> {
  await tx('known_sources').where({ user_id: userId }).delete();
}

/** A source of a user. */
export interface KnownSourceKey {
  readonly user_id: string;
  readonly network: string;
}

/** Sources that nobody has logged in from since then. */
export async function listForgottenSources(
  reader: Reader,
  since: number,
  limit: number,
): Promise<KnownSourceKey[]> {
  const rows: KnownSourceKey[] = await reader('known_sources')
    .where('last_success_at', '<', since)
    .orderBy('last_success_at')
    .limit(limit)
    .select('user_id', 'network');
  return rows;
}

/** Deletes those of the sources that nobody has logged in from meanwhile. */
export async function deleteForgottenSources(
  tx: Transaction,
  sources: readonly KnownSourceKey[],
  since: number,
): Promise<number> {
  return tx('known_sources')
    .whereIn(
      ['user_id', 'network'],
      sources.map(({ user_id, network }) => [user_id, network]),
    )
    .andWhere('last_success_at', '<', since)
    .delete();
}

/** The networks from which a user has logged in. */
export async function listKnownNetworks(tx: Transaction, userId: string): Promise<string[]> {
  const rows: { network: string }[] = await tx('known_sources').where({ user_id: userId }).select('network');
  return rows.map(({ network }) => network);
}
