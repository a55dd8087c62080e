import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { presentMe } from './present-me.ts';

export const getMe: Handler<'getMe'> = async ({ actor }) => ({
  body: presentMe(actor.user, actor.party.rights, actor.credential),
  headers: { ETag: etagOf(actor.user) },
});
