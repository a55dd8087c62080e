import { etagOf } from '../http/etag.ts';
import { presentUser } from './present-user.ts';
import { userLocation } from './user-location.ts';
import type { UserRow } from './user-row.ts';

/** The answer of every operation that shows one user: the user, its entity tag, and where it is. */
export function answerUser(row: UserRow) {
  return {
    body: presentUser(row),
    headers: { ETag: etagOf(row), 'Content-Location': userLocation(row.id) },
  };
}
