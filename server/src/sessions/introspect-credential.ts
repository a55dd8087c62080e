import { listRights } from '../authority/rights.ts';
import type { Handler } from '../http/handler.ts';
import { identify } from '../http/identify.ts';
import { timestampOrNull } from '../http/timestamp.ts';
import { readCatalogue } from '../permissions/permission-queries.ts';

export const introspectCredential: Handler<'introspectCredential'> = async ({ body }, dependencies) => {
  const identity = await identify({ transport: 'bearer', token: body.token }, dependencies);
  // Before the password is changed the credential is good for nothing that an application would let it do.
  if (identity === undefined || identity.actor.user.must_change_password === 1) {
    return { body: { active: false } };
  }
  const { user, party, credential } = identity.actor;
  return {
    body: {
      active: true,
      userId: user.id,
      username: user.username,
      permissions: listRights(party.rights, await readCatalogue(dependencies.database.reader)),
      expiresAt: timestampOrNull(credential.expiresAt),
    },
  };
};
