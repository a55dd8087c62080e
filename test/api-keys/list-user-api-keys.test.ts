import { describe, expect, it } from 'vitest';
import { giveApiKey } from '../authority/give-api-key.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenActor, givenUser, quickHashes } from '../support/given.ts';
import { expectNeeds } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';
import { givenKey } from './given-key.ts';

const service = useService({ override: quickHashes });

describe('GET /users/{user}/api-keys', () => {
  it('shows the keys of the user, without secrets, and of nobody else', async () => {
    const reader = await givenActor(service(), ['api-keys:read', 'users:read']);
    const { user, key } = await givenKey(service(), ['stats:read']);
    await givenKey(service());
    const { key: _secret, ...shown } = key;
    const { data, page } = await reader.client.listUserApiKeys({ user: `@${user.username}` });
    expect(data).toEqual([shown]);
    expect(page).toEqual({ limit: 50, nextCursor: null });
  });

  it('goes on behind a page, and refuses the cursor of another user', async () => {
    const [one, other] = [await givenUser(service()), await givenUser(service())];
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) ids.push((await giveApiKey(service(), one.user.id)).id);
    const first = await service().root.listUserApiKeys({ user: one.user.id, limit: 2 });
    const cursor = first.page.nextCursor ?? '';
    const second = await service().root.listUserApiKeys({ user: one.user.id, limit: 2, cursor });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids.sort().reverse());
    await expectProblem(service().root.listUserApiKeys({ user: other.user.id, cursor }), 'cursor-invalid');
  });

  it('needs a session: among keys a key sees only itself', async () => {
    const { program, user } = await givenKey(service(), ['api-keys:read', 'users:read']);
    await expectProblem(program.listUserApiKeys({ user: user.id }), 'session-required');
  });

  itNeedsACredential(service, (client, user) => client.listUserApiKeys({ user }));

  it('needs api-keys:read and users:read', () =>
    expectNeeds(service(), ['api-keys:read', 'users:read'], (client) =>
      client.listUserApiKeys({ user: '@root' }),
    ));
});
