import type { Reader, Transaction } from '../database/database.ts';
import { deleteByIds } from '../database/delete-by-ids.ts';
import { type CountChange, sumChanges } from './count-changes.ts';

const rowsPerStatement = 200;

interface FoldedCount {
  kind: string;
  name: string;
  count: number;
}

/** Makes whoever else folds wait: two that add to the same count would lose what one of them adds. */
async function lockFolds(tx: Transaction, now: number): Promise<void> {
  await tx('user_count_folds').where({ id: 1 }).update({ folded_at: now });
}

async function readFolded(tx: Transaction, keys: readonly string[][]): Promise<FoldedCount[]> {
  const rows: { kind: string; name: string; negative_count: number | string }[] = await tx('user_counts')
    .whereIn(['kind', 'name'], keys)
    .select('*');
  return rows.map(({ kind, name, negative_count }) => ({ kind, name, count: -Number(negative_count) }));
}

async function writeFolded(tx: Transaction, counts: readonly FoldedCount[]): Promise<void> {
  const keys = counts.filter(({ count }) => count === 0).map(({ kind, name }) => [kind, name]);
  if (keys.length > 0) await tx('user_counts').whereIn(['kind', 'name'], keys).delete();
  const rows = counts
    .filter(({ count }) => count !== 0)
    .map(({ kind, name, count }) => ({ kind, name, negative_count: -count }));
  if (rows.length === 0) return;
  await tx('user_counts').insert(rows).onConflict(['kind', 'name']).merge(['negative_count']);
}

/** Adds the changes to the counts and gives how many names of servers and groups there are more. */
async function addChanges(tx: Transaction, changes: readonly CountChange[]): Promise<Map<string, number>> {
  const appeared = new Map<string, number>();
  for (let start = 0; start < changes.length; start += rowsPerStatement) {
    const part = changes.slice(start, start + rowsPerStatement);
    const folded = await readFolded(
      tx,
      part.map(({ kind, name }) => [kind, name]),
    );
    const before = new Map(folded.map(({ kind, name, count }) => [`${kind} ${name}`, count]));
    const after = part.map(({ kind, name, delta }) => {
      const old = before.get(`${kind} ${name}`) ?? 0;
      const count = old + delta;
      appeared.set(kind, (appeared.get(kind) ?? 0) + (count > 0 ? 1 : 0) - (old > 0 ? 1 : 0));
      return { kind, name, count };
    });
    await writeFolded(tx, after);
  }
  return appeared;
}

/**
 * Folds some of the changes into the counts and gives their number. It touches nothing that is not committed, so that it
 * neither waits for whoever changes users nor makes them wait.
 */
export async function foldChanges(tx: Transaction, now: number, limit: number): Promise<number> {
  await lockFolds(tx, now);
  const rows: (CountChange & { id: string; delta: number | string })[] = await tx('user_count_deltas')
    .limit(limit)
    .select('id', 'kind', 'name', 'delta');
  const changes = sumChanges(rows.map((row) => ({ ...row, delta: Number(row.delta) })));
  const appeared = await addChanges(tx, changes);
  const distinct = ['server', 'group'].map((name) => ({ name, more: appeared.get(name) ?? 0 }));
  for (const { name, more } of distinct.filter(({ more }) => more !== 0)) {
    const [known] = await readFolded(tx, [['distinct', name]]);
    await writeFolded(tx, [{ kind: 'distinct', name, count: (known?.count ?? 0) + more }]);
  }
  await deleteByIds(
    tx,
    'user_count_deltas',
    rows.map(({ id }) => id),
  );
  return rows.length;
}

/** True if there is anything to fold. */
export async function hasChanges(reader: Reader): Promise<boolean> {
  return (await reader('user_count_deltas').first('id')) !== undefined;
}
