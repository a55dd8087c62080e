import type { Transaction } from '../../database/database.ts';
import { isDuplicate, isReferenceMissing, StaleRowError } from '../../database/database-errors.ts';
import { insertRows, maxRows } from '../../database/insert-rows.ts';
import { fieldRefusal, type Refusal } from '../../http/refusal.ts';
import { changesOfInsert } from '../../stats/count-changes.ts';
import { noteCounts } from '../../stats/count-queries.ts';
import type { UserRecord } from '../user-row.ts';
import { insertSearchRows, uniqueFields } from '../user-write-queries.ts';

/** A row that is to be inserted, with what it belongs to. */
interface NewRow {
  readonly index: number;
  readonly record: UserRecord;
}

type UniqueColumn = (typeof uniqueFields)[number]['column'];
type Keys = Readonly<Record<UniqueColumn, Set<string>>>;

const noKeys = (): Keys => ({ username_key: new Set(), email_key: new Set(), did: new Set() });

function addKeys(keys: Keys, record: Pick<UserRecord, UniqueColumn>): void {
  for (const { column } of uniqueFields) if (record[column] !== null) keys[column].add(record[column]);
}

/** What users have already of the keys of these rows, as this transaction sees it. */
async function findTaken(tx: Transaction, rows: readonly NewRow[]): Promise<Keys> {
  const taken = noKeys();
  for (const { column } of uniqueFields) {
    const values = rows.flatMap(({ record }) => record[column] ?? []);
    const found: Record<UniqueColumn, string>[] =
      values.length === 0 ? [] : await tx('users').whereIn(column, values).select(column);
    for (const row of found) taken[column].add(row[column]);
  }
  return taken;
}

/** Keeps those whose keys nobody has, in order: of two with the same key the first is kept. */
function sortOut(rows: readonly NewRow[], taken: readonly Keys[]) {
  const own = noKeys();
  const accepted: NewRow[] = [];
  const conflicts = new Map<number, Refusal>();
  for (const row of rows) {
    const { record } = row;
    const isTaken = ({ column }: (typeof uniqueFields)[number]) => {
      const value = record[column];
      return value !== null && [own, ...taken].some((keys) => keys[column].has(value));
    };
    const conflict = uniqueFields.find(isTaken);
    if (conflict) {
      conflicts.set(row.index, fieldRefusal(conflict.code, conflict.field, 'taken', conflict.msg));
    } else {
      accepted.push(row);
      addKeys(own, record);
    }
  }
  return { accepted, conflicts };
}

function insertRecords(tx: Transaction, rows: readonly NewRow[]): Promise<void> {
  return insertRows(
    tx,
    'users',
    rows.map(({ record }) => record),
  );
}

/** Inserts what can be inserted of as many rows as one statement holds. */
async function insertPart(tx: Transaction, part: readonly NewRow[], ours: Keys) {
  const hopeful = sortOut(part, [ours]);
  try {
    await insertRecords(tx, hopeful.accepted);
    return hopeful;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // The statement is undone as a whole, and the transaction goes on. Only now is asked which rows it was.
    const sorted = sortOut(part, [ours, await findTaken(tx, part)]);
    await insertRecords(tx, sorted.accepted);
    return sorted;
  }
}

/** What the database says of a row that nobody is to blame for: the transaction is run again. */
function staleIfRaced(error: unknown): never {
  if (isDuplicate(error)) throw new StaleRowError('A key was just taken.', { cause: error });
  if (isReferenceMissing(error))
    throw new StaleRowError('A role or permission was just deleted.', { cause: error });
  throw error;
}

/**
 * Inserts the rows, many with each statement; the database decides which keys are taken.
 * @param isDryRun only asks which would be
 * @returns the refusals by index; the rows without one were, or would be, inserted
 */
export async function insertNewUsers(
  tx: Transaction,
  rows: readonly NewRow[],
  isDryRun: boolean,
): Promise<ReadonlyMap<number, Refusal>> {
  const ours = noKeys();
  const conflicts = new Map<number, Refusal>();
  const accepted: UserRecord[] = [];
  for (let start = 0; start < rows.length; start += maxRows) {
    const part = rows.slice(start, start + maxRows);
    const sorted = isDryRun
      ? sortOut(part, [ours, await findTaken(tx, part)])
      : await insertPart(tx, part, ours).catch(staleIfRaced);
    for (const { record } of sorted.accepted) {
      addKeys(ours, record);
      accepted.push(record);
    }
    for (const [index, refusal] of sorted.conflicts) conflicts.set(index, refusal);
  }
  if (!isDryRun) {
    await insertSearchRows(tx, accepted).catch(staleIfRaced);
    await noteCounts(
      tx,
      accepted.flatMap((record) => changesOfInsert(record)),
    );
  }
  return conflicts;
}
