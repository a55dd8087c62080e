import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { requireApiKey } from './api-key-rules.ts';
import { presentApiKey } from './present-api-key.ts';

export const getApiKey: Handler<'getApiKey'> = async ({ actor, params }, { database }) => {
  const row = await requireApiKey(database.reader, actor.user.id, params.apiKeyId);
  return { body: presentApiKey(row), headers: { ETag: etagOf(row) } };
};
