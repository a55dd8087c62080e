import type { Handler } from '../http/handler.ts';
import { pageOfSessions } from './page-of-sessions.ts';

export const listOwnSessions: Handler<'listOwnSessions'> = async ({ actor, query }, dependencies) => {
  const { limit, cursor } = query;
  const operationId = 'listOwnSessions';
  const whose = { operationId, userId: actor.user.id, currentId: actor.credential.id };
  return { body: await pageOfSessions({ ...whose, limit, cursor }, dependencies) };
};
