import { revokeApiKeysOf } from '../api-keys/api-key-queries.ts';
import type { Handler } from '../http/handler.ts';
import { fieldRefusal } from '../http/refusal.ts';
import { refuseWeakPassword } from '../passwords/password-rules.ts';
import { lockParties } from '../users/lock-parties.ts';
import { findPassword, readPassword, writePasswordHash } from '../users/user-credential-queries.ts';
import { updateUserRow } from '../users/user-write-queries.ts';
import { endSessionsOfUser } from './session-queries.ts';

function currentWrong() {
  return fieldRefusal('current-password-wrong', 'currentPassword', 'wrong', 'Is not the current password.');
}

export const changeOwnPassword: Handler<'changeOwnPassword'> = async (
  request,
  { config, database, clock, hasher },
) => {
  const { actor, body, hashPlace, change } = request;
  const stored = await findPassword(database, actor.user.id);
  const isCorrect = await hasher.verify(stored?.password_hash, body.currentPassword, hashPlace);
  if (!isCorrect) throw currentWrong();
  if (body.newPassword === body.currentPassword) {
    throw fieldRefusal(
      'password-refused',
      'newPassword',
      'unchanged',
      'Must differ from the current password.',
    );
  }
  refuseWeakPassword({
    field: 'newPassword',
    password: body.newPassword,
    username: actor.user.username,
    minLength: config.passwordMinLength,
  });
  const hash = await hasher.hash(body.newPassword, hashPlace);

  return change(async (tx) => {
    const { target: me } = await lockParties(tx, request, actor.user.id);
    // The password that was checked must still be the one that is replaced.
    if ((await readPassword(tx, me.user.id))?.set_at !== stored?.set_at) throw currentWrong();
    const now = clock.now();
    await writePasswordHash(tx, { userId: me.user.id, hash, setBy: me.user.id, now });
    await updateUserRow(tx, me.user, { must_change_password: 0 }, now);
    await endSessionsOfUser(tx, me.user.id, actor.credential.id);
    if (body.revokeApiKeys) await revokeApiKeysOf(tx, me.user.id, now);
    return {
      answer: { body: undefined },
      audit: {
        action: 'user.passwordChanged',
        target: { kind: 'user', id: me.user.id, name: me.user.username },
        changes: [
          { field: 'password' },
          ...(body.revokeApiKeys ? [{ field: 'apiKeys', after: 'revoked' }] : []),
        ],
      },
    };
  });
};
