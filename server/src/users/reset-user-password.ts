import { revokeApiKeysOf } from '../api-keys/api-key-queries.ts';
import { changedFields } from '../audit/audit-event.ts';
import { refuseEscalation, refuseSelf, refuseTouchingSuper } from '../authority/rules.ts';
import { etagOf, refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { refuseWeakPassword } from '../passwords/password-rules.ts';
import { readCatalogueFor } from '../permissions/permission-queries.ts';
import { endSessionsOfUser } from '../sessions/session-queries.ts';
import { lockParties } from './lock-parties.ts';
import { userAudit } from './user-audit.ts';
import { writePasswordHash } from './user-credential-queries.ts';
import { updateUserRow } from './user-write-queries.ts';

export const resetUserPassword: Handler<'resetUserPassword'> = async (request, { config, clock, hasher }) => {
  const { params, body, ifMatch, hashPlace, change } = request;
  const { newPassword, mustChangePassword = true } = body;
  // Slow work first: a transaction that waits for a hash would hold its locks for that long.
  const hash = await hasher.hash(newPassword, hashPlace);

  return change(async (tx) => {
    const { actor, target } = await lockParties(tx, request, params.user);
    const { user } = target;
    refuseSelf(actor, target.party);
    refuseTouchingSuper(actor, target.party);
    refuseEscalation(actor, [target.party.rights], await readCatalogueFor(tx, actor));
    refuseMismatch(ifMatch, user);
    refuseWeakPassword({
      field: 'newPassword',
      password: newPassword,
      username: user.username,
      minLength: config.passwordMinLength,
    });

    const now = clock.now();
    const status = user.status === 'disabled' ? 'disabled' : 'active';
    await writePasswordHash(tx, { userId: user.id, hash, setBy: actor.id, now });
    await updateUserRow(tx, user, { must_change_password: mustChangePassword ? 1 : 0, status }, now);
    await endSessionsOfUser(tx, user.id);
    await revokeApiKeysOf(tx, user.id, now);
    return {
      answer: { body: undefined, headers: { ETag: etagOf({ id: user.id, version: user.version + 1 }) } },
      audit: userAudit('user.passwordReset', user, [
        { field: 'password' },
        ...changedFields(
          { mustChangePassword: user.must_change_password === 1, status: user.status },
          { mustChangePassword, status },
        ),
      ]),
    };
  });
};
