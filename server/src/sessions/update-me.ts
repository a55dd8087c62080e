import { changedFields } from '../audit/audit-event.ts';
import { etagOf, refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { readCatalogue } from '../permissions/permission-queries.ts';
import { lockParties } from '../users/lock-parties.ts';
import { readUserById } from '../users/user-queries.ts';
import { updateUserRow } from '../users/user-write-queries.ts';
import { presentMe } from './present-me.ts';

export const updateMe: Handler<'updateMe'> = async (request, { clock }) => {
  const { actor, body, ifMatch, change } = request;
  return change(async (tx) => {
    const { target: me } = await lockParties(tx, request, actor.user.id);
    refuseMismatch(ifMatch, me.user);
    const changes = changedFields({ displayName: me.user.display_name }, body);
    if (changes.length > 0) {
      await updateUserRow(tx, me.user, { display_name: body.displayName }, clock.now());
    }
    const user = (await readUserById(tx, me.user.id)) ?? me.user;
    return {
      answer: {
        body: presentMe(user, me.party.rights, actor.credential, await readCatalogue(tx)),
        headers: { ETag: etagOf(user) },
      },
      audit:
        changes.length === 0
          ? 'nothing-changed'
          : { action: 'user.updated', target: { kind: 'user', id: user.id, name: user.username }, changes },
    };
  });
};
