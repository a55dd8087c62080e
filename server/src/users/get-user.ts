import type { Handler } from '../http/handler.ts';
import { answerUser } from './answer-user.ts';
import { findUser } from './find-user.ts';

export const getUser: Handler<'getUser'> = async ({ params }, { database }) => {
  const row = await findUser(database, params.user);
  return answerUser(row);
};
