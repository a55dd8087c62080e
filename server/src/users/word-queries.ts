import { phraseHead, searchPhrases } from '@roster/contract';
import type { Transaction } from '../database/database.ts';
import { insertRows } from '../database/insert-rows.ts';
import type { UserRecord } from './user-row.ts';

/** The columns that decide under which phrases a user is found. */
export type SearchedColumns = Pick<UserRecord, 'id' | 'username' | 'email' | 'display_name'>;

interface WordRow {
  head: string;
  user_id: string;
  word: string;
}

function wordRows(user: SearchedColumns): WordRow[] {
  const { username, email, display_name: displayName } = user;
  const phrases = searchPhrases({ username, email, displayName });
  return phrases.map((word) => ({ head: phraseHead(word), user_id: user.id, word }));
}

/** Deletes these rows, and tells whether all of them were there. */
async function deleteRows(tx: Transaction, rows: readonly WordRow[]): Promise<boolean> {
  let deleted = 0;
  // One by one: given several keys, MySQL and MariaDB may read, and wait for, the rows of everybody.
  for (const row of rows) {
    deleted += await tx('user_words')
      .where({ ...row })
      .delete();
  }
  return deleted === rows.length;
}

/**
 * Deletes what a user is filed under, wherever that is: a Node.js whose Unicode folds a letter in another way may have
 * filed them. No index begins with the user, so that this reads, but does not lock, the rows of everybody.
 */
async function deleteAllRows(tx: Transaction, userId: string): Promise<void> {
  const rows: WordRow[] = await tx('user_words').where('user_id', userId).select('head', 'user_id', 'word');
  await deleteRows(tx, rows);
}

/** Files users who were just inserted, so that a search finds them. */
export async function insertWords(tx: Transaction, users: readonly SearchedColumns[]): Promise<void> {
  await insertRows(tx, 'user_words', users.flatMap(wordRows));
}

/** Files a user anew whose row was locked, and read, and changed. */
export async function replaceWords(
  tx: Transaction,
  before: SearchedColumns,
  after: SearchedColumns,
): Promise<void> {
  const [old, current] = [wordRows(before), wordRows(after)];
  const among = (rows: readonly WordRow[]) => new Set(rows.map(({ word }) => word));
  const [oldWords, currentWords] = [among(old), among(current)];
  const gone = old.filter(({ word }) => !currentWords.has(word));
  if (await deleteRows(tx, gone)) {
    const added = current.filter(({ word }) => !oldWords.has(word));
    await insertRows(tx, 'user_words', added);
  } else {
    await deleteAllRows(tx, before.id);
    await insertRows(tx, 'user_words', current);
  }
}

/** Takes a user who is deleted out of the files. */
export async function deleteWords(tx: Transaction, user: SearchedColumns): Promise<void> {
  if (!(await deleteRows(tx, wordRows(user)))) await deleteAllRows(tx, user.id);
}
