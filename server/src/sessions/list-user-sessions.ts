import type { Handler } from '../http/handler.ts';
import { findUser } from '../users/find-user.ts';
import { pageOfSessions } from './page-of-sessions.ts';

export const listUserSessions: Handler<'listUserSessions'> = async (
  { actor, params, query },
  dependencies,
) => {
  const { limit, cursor } = query;
  const user = await findUser(dependencies.database, params.user);
  const operationId = 'listUserSessions';
  const whose = { operationId, userId: user.id, currentId: actor.credential.id };
  return { body: await pageOfSessions({ ...whose, limit, cursor }, dependencies) };
};
