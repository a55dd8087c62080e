import type { Dependencies } from '../dependencies.ts';
import { readCursor } from '../lists/cursor.ts';
import { pageOf } from '../lists/page.ts';
import { listApiKeyRows } from './api-key-queries.ts';
import { presentApiKey } from './present-api-key.ts';

/** Which keys are listed. */
export interface ApiKeyPage {
  /** Part of what a cursor is bound to. */
  readonly list: string;
  readonly userId: string;
  /** The only key that may be seen. */
  readonly onlyId?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page of the keys of one user, newest first. */
export async function pageOfApiKeys(
  { list, userId, onlyId, limit, cursor }: ApiKeyPage,
  { database, cursorKey }: Dependencies,
) {
  const scope = { key: cursorKey, list: `${list} ${userId}` };
  const afterId = cursor === undefined ? undefined : readCursor(scope, cursor);
  const rows = await listApiKeyRows(database.reader, userId, { onlyId, afterId, limit: limit + 1 });
  return pageOf(rows, { limit, scope, positionOf: (row) => row.id, present: presentApiKey });
}
