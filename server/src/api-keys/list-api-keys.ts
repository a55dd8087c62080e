import type { Handler } from '../http/handler.ts';
import { pageOfApiKeys } from './page-of-api-keys.ts';

export const listApiKeys: Handler<'listApiKeys'> = async ({ actor, query }, dependencies) => {
  const { user, credential } = actor;
  const onlyId = credential.kind === 'api-key' ? credential.id : undefined;
  return {
    body: await pageOfApiKeys({ list: 'listApiKeys', userId: user.id, onlyId, ...query }, dependencies),
  };
};
