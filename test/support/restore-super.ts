import { adminRoleName, superRoleName } from '@roster/contract';
import { superUsername, type TestService } from './service.ts';

/** Makes the first super admin the super admin again, whoever it has been handed to. */
export async function restoreSuper({ dependencies }: TestService): Promise<void> {
  await dependencies.database.transact(async (tx) => {
    const root: { id: string } | undefined = await tx('users')
      .where({ username_key: superUsername })
      .first('id');
    if (!root) throw new Error('The first super admin is not there.');
    await tx('users').where({ role_id: superRoleName }).update({ role_id: adminRoleName });
    await tx('users').where({ id: root.id }).update({ role_id: superRoleName });
    await tx('super_admin').update({ user_id: root.id });
  });
}
