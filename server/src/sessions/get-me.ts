import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { readCatalogue } from '../permissions/permission-queries.ts';
import { presentMe } from './present-me.ts';

export const getMe: Handler<'getMe'> = async ({ actor }, { database }) => ({
  body: presentMe(actor.user, actor.party.rights, actor.credential, await readCatalogue(database.reader)),
  headers: { ETag: etagOf(actor.user) },
});
