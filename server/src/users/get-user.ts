import { canonicalKey } from '@roster/contract';
import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { presentUser } from './present-user.ts';
import { findUserById, findUserByKey } from './user-queries.ts';

export const getUser: Handler<'getUser'> = async ({ params }, { database }) => {
  const reference = params.user;
  const row = reference.startsWith('@')
    ? await findUserByKey(database, canonicalKey(reference.slice(1)))
    : await findUserById(database, reference);
  if (row === undefined) throw new Refusal('user-not-found', 'No user has this id or username.');
  return {
    body: presentUser(row),
    headers: { ETag: etagOf(row), 'Content-Location': `/api/v1/users/${row.id}` },
  };
};
