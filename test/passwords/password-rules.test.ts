import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenUser, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';

const service = useService();

/** Every way of setting a password, as a call that tries to. */
const ways = {
  createUser: async (password: string) => service().root.createUser({ username: uniqueName(), password }),
  resetUserPassword: async (newPassword: string) => {
    const { id } = await givenAccount(service());
    return service().root.resetUserPassword({ user: id, newPassword });
  },
  changeOwnPassword: async (newPassword: string) => {
    const { client, password } = await givenUser(service());
    return client.changeOwnPassword({ currentPassword: password, newPassword });
  },
};

describe.each(Object.entries(ways))('a new password at %s', (_name, set) => {
  it.each(['password1', 'iloveyou', 'PassWord1', 'ＰＡＳＳＷＯＲＤ１', '1234567890'])(
    'is refused where it is as common as %s, however it is spelled',
    async (password) => {
      const { problem } = await expectProblem(set(password), 'password-refused');
      expect(problem.errors).toMatchObject([{ type: 'common_password' }]);
      expect(JSON.stringify(problem)).not.toContain(password);
    },
  );

  it('is accepted where it is long and unheard of', async () => {
    await set('eleven purple turnips in a row');
  });
});
