import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { findUser } from './find-user.ts';
import { presentUser } from './present-user.ts';
import { userLocation } from './user-location.ts';

export const getUser: Handler<'getUser'> = async ({ params }, { database }) => {
  const row = await findUser(database, params.user);
  return {
    body: presentUser(row),
    headers: { ETag: etagOf(row), 'Content-Location': userLocation(row.id) },
  };
};
