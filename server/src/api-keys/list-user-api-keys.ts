import type { Handler } from '../http/handler.ts';
import { findUser } from '../users/find-user.ts';
import { pageOfApiKeys } from './page-of-api-keys.ts';

export const listUserApiKeys: Handler<'listUserApiKeys'> = async ({ params, query }, dependencies) => {
  const { id: userId } = await findUser(dependencies.database, params.user);
  return { body: await pageOfApiKeys({ list: 'listUserApiKeys', userId, ...query }, dependencies) };
};
