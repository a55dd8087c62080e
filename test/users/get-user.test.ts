import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../support/expect-ok.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, quickHashes, uniqueName } from '../support/given.ts';
import { superUsername, useService } from '../support/service.ts';
import { itNeedsACredential, itNeedsPermissions } from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });

describe('getUser', () => {
  describe('200', () => {
    it('gives the user as createUser did, with tag and address', async () => {
      const created = await givenAccount(service(), { displayName: 'Zoë', metadata: { a: [1, null] } });
      const { body, headers } = expectOk(await service().root.raw.getUser({ user: created.id }));
      expect(body).toEqual(created);
      expect(headers.get('etag')).toBe(`"${created.id}.1"`);
      expect(headers.get('content-location')).toBe(`/api/v1/users/${created.id}`);
    });

    it('takes @ and the username, in any letter case, and points to the form with the id', async () => {
      const created = await givenAccount(service(), { username: uniqueName('Ünïcode-ß') });
      for (const name of [created.username, created.username.toUpperCase(), created.username.toLowerCase()]) {
        const { body, headers } = expectOk(await service().root.raw.getUser({ user: `@${name}` }));
        expect(body.id).toBe(created.id);
        expect(headers.get('content-location')).toBe(`/api/v1/users/${created.id}`);
      }
    });

    it('finds usernames in the form of an e-mail address and of a DID', async () => {
      const email = `${uniqueName()}@example.org`;
      const did = `did:plc:${uniqueName()}`;
      const named = [
        await givenAccount(service(), { username: email, email }),
        await service().root.createUser({ did }),
      ];
      const found = [
        await service().root.getUser({ user: `@${email}` }),
        await service().root.getUser({ user: `@${did}` }),
      ];
      expect(found).toEqual(named);
    });

    it('shows the super admin as such', async () => {
      const root = await service().root.getUser({ user: `@${superUsername}` });
      expect(root).toMatchObject({ isSuper: true, role: 'super_admin' });
      expect(root.roles).toEqual(['super_admin', 'admin', 'editor', 'viewer']);
    });
  });

  itNeedsACredential(service, (client, user) => client.getUser({ user }));
  itNeedsPermissions(service, ['users:read'], (client, user) => client.getUser({ user }));

  describe('404', () => {
    it.each([
      ['an id', randomUUID()],
      ['a name', `@${uniqueName()}`],
    ])('does not find %s that nobody has', async (_name, user) => {
      await expectProblem(service().root.getUser({ user }), 'user-not-found');
    });
  });

  describe('422', () => {
    it.each(['jane', '@', '@x', '@a b', `@${'a'.repeat(151)}`, '0198f0c4'])(
      'refuses the reference %s',
      async (user) => {
        const { problem } = await expectProblem(service().root.getUser({ user }), 'validation-failed');
        expect(problem.errors).toMatchObject([{ loc: ['path', 'user'], type: 'invalid_user_reference' }]);
      },
    );
  });
});
