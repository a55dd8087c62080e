import { adminRoleName, superRoleName } from '@roster/contract';
import { revokeApiKeysOf } from '../api-keys/api-key-queries.ts';
import type { Transaction } from '../database/database.ts';
import { isReferenceMissing } from '../database/database-errors.ts';
import type { Handler } from '../http/handler.ts';
import { fieldRefusal, Refusal } from '../http/refusal.ts';
import { endSessionsOfUser } from '../sessions/session-queries.ts';
import { answerUser } from '../users/answer-user.ts';
import { lockParties, type Target } from '../users/lock-parties.ts';
import { userAudit } from '../users/user-audit.ts';
import { findPassword, readPassword } from '../users/user-credential-queries.ts';
import { readUserById } from '../users/user-queries.ts';
import { updateUserRow } from '../users/user-write-queries.ts';
import { moveSuperAdmin } from './super-admin-queries.ts';

function refused(type: string, message: string): Refusal {
  return fieldRefusal('transfer-target-refused', 'targetUserId', type, message);
}

async function takePointer(tx: Transaction, fromId: string, toId: string): Promise<void> {
  const isOurs = await moveSuperAdmin(tx, fromId, toId).catch((error: unknown) => {
    if (isReferenceMissing(error)) throw new Refusal('user-not-found', 'No user has this id.');
    throw error;
  });
  if (!isOurs) throw new Refusal('super-required', 'You are not the super admin any more.');
}

/** The new super admin must be able to log in with a password that no third party knows. */
async function refuseTarget(tx: Transaction, { user }: Target, superId: string): Promise<void> {
  if (user.id === superId) throw refused('already_super', 'Is the super admin already.');
  if (user.status !== 'active') throw refused('not_active', 'Is not an active user.');
  const password = await readPassword(tx, user.id);
  if (password === undefined) throw refused('no_password', 'Has no password to log in with.');
  if (password.set_by !== user.id && password.set_by !== superId) {
    throw refused('password_set_by_other', 'Has a password that somebody else has set.');
  }
}

export const transferSuper: Handler<'transferSuper'> = async (request, { database, clock, hasher }) => {
  const { actor, body, hashPlace, change } = request;
  const stored = await findPassword(database, actor.user.id);
  const isCorrect = await hasher.verify(stored?.password_hash, body.currentPassword, hashPlace);

  return change(async (tx) => {
    await takePointer(tx, actor.user.id, body.targetUserId);
    const { target } = await lockParties(tx, request, body.targetUserId);
    const before = await readUserById(tx, actor.user.id);
    const own = await readPassword(tx, actor.user.id);
    // The password that was checked must still be the current one.
    if (before === undefined || !isCorrect || own?.set_at !== stored?.set_at) {
      throw fieldRefusal(
        'current-password-wrong',
        'currentPassword',
        'wrong',
        'Is not the current password.',
      );
    }
    await refuseTarget(tx, target, before.id);

    const now = clock.now();
    await updateUserRow(tx, before, { role_id: adminRoleName }, now);
    await updateUserRow(tx, target.user, { role_id: superRoleName }, now);
    await endSessionsOfUser(tx, target.user.id);
    await revokeApiKeysOf(tx, target.user.id, now);
    const row = await readUserById(tx, target.user.id);
    if (row === undefined) throw new Error('The new super admin is not there.');
    return {
      answer: answerUser(row),
      audit: userAudit('superAdmin.transferred', row, [
        { field: 'superAdmin', before: before.id, after: row.id },
        { field: 'role', before: target.user.role_name, after: row.role_name },
      ]),
    };
  });
};
