import type { Database, Transaction } from '../database/database.ts';

/** The pointer to the super admin has this one row. */
const pointerId = 1;

export async function hasSuperAdmin(database: Database): Promise<boolean> {
  const rows = await database.run('select user_id from super_admin where id = ?', [pointerId]);
  return rows.length > 0;
}

/** Makes the pointer; a second one is a duplicate of its primary key. */
export async function insertSuperAdmin(tx: Transaction, userId: string): Promise<void> {
  await tx('super_admin').insert({ id: pointerId, user_id: userId, version: 1 });
}
