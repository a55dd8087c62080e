import { describe, expect, it } from 'vitest';
import { quickHashes } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { type Credential, credentials, givenHolder, type Holder, stateAt } from './holder.ts';

/*
 * Whatever ends an account deletes its credentials, too. These tests change the account by hand and leave them there: they
 * must not work either, as after a restore, or in the middle of somebody's own statements.
 */
const service = useService({ override: quickHashes });

async function statesOf(holder: Holder): Promise<Partial<Record<Credential, string>>> {
  const states: Partial<Record<Credential, string>> = {};
  for (const credential of credentials) states[credential] = await stateAt(service().url, holder, credential);
  return states;
}

const users = () => service().dependencies.database.reader('users');

describe('credentials that were left behind', () => {
  it.each(['disabled', 'pending'])('do nothing for a user who is %s', async (status) => {
    const holder = await givenHolder(service());
    await users().where({ id: holder.user.id }).update({ status });
    expect(await statesOf(holder)).toEqual(Object.fromEntries(credentials.map((name) => [name, 'dead'])));
    const { root } = service();
    for (const name of ['access', 'keyFull', 'keyMade'] as const)
      expect(await root.introspectCredential({ token: holder.secrets[name] })).toEqual({ active: false });
    // And nothing was ended meanwhile: they work again with the account.
    await users().where({ id: holder.user.id }).update({ status: 'active' });
    expect(await stateAt(service().url, holder, 'refresh')).toBe('alive');
  });

  it('do nothing if whoever made the key is disabled', async () => {
    const holder = await givenHolder(service());
    await users().where({ id: holder.maker.user.id }).update({ status: 'disabled' });
    expect(await stateAt(service().url, holder, 'keyMade')).toBe('dead');
    expect(await stateAt(service().url, holder, 'keyFull')).toBe('full');
  });

  it('do nothing if the key was revoked', async () => {
    const holder = await givenHolder(service());
    const { reader } = service().dependencies.database;
    await reader('api_keys').where({ id: holder.keyFull.id }).update({ revoked_at: 1 });
    expect(await stateAt(service().url, holder, 'keyFull')).toBe('dead');
  });
});
