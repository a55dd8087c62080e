import type { Database, Transaction } from '../database/database.ts';

/** The pointer to the super admin has this one row. */
const pointerId = 1;

/** What the audit trail calls the making of the super admin. */
export const bootstrappedAction = 'superAdmin.bootstrapped';

/**
 * True if there is a super admin, or ever was one: whoever manages to delete the account must not thereby make the next
 * start hand out another one. To start anew, an operator empties the audit trail as well.
 */
export async function hadSuperAdmin(database: Database): Promise<boolean> {
  const rows = await database.run(
    'select 1 as found from super_admin where id = ? union all select 1 as found from audit_events where action = ? limit 1',
    [pointerId, bootstrappedAction],
  );
  return rows.length > 0;
}

/** Who the super admin is, as this transaction sees it. */
export async function readSuperAdminId(tx: Transaction): Promise<string | undefined> {
  const row: { user_id: string } | undefined = await tx('super_admin')
    .where({ id: pointerId })
    .first('user_id');
  return row?.user_id;
}

/** Makes the pointer; a second one is a duplicate of its primary key. */
export async function insertSuperAdmin(tx: Transaction, userId: string): Promise<void> {
  await tx('super_admin').insert({ id: pointerId, user_id: userId, version: 1 });
}

/**
 * Moves the pointer by compare-and-set. It is the first statement of a transfer: whoever else transfers at the same
 * time, on whatever node, writes the same row, and one of the two finds that it moved.
 * @returns false if the pointer does not name the given user any more.
 */
export async function moveSuperAdmin(
  tx: Transaction,
  fromUserId: string,
  toUserId: string,
): Promise<boolean> {
  const moved = await tx('super_admin')
    .where({ id: pointerId, user_id: fromUserId })
    .update({ user_id: toUserId, version: tx.raw('version + 1') });
  return moved === 1;
}
