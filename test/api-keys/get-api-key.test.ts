import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenUser, quickHashes } from '../support/given.ts';
import { succeeded } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';
import { givenKey } from './given-key.ts';

const service = useService({ override: quickHashes });
const noKey = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e72';

describe('GET /api-keys/{apiKeyId}', () => {
  it('shows a key of the caller, with its entity tag, without its secret', async () => {
    const { client, key } = await givenKey(service());
    const { key: _secret, ...shown } = key;
    const answer = succeeded(await client.raw.getApiKey({ apiKeyId: key.id }));
    expect(answer.body).toEqual(shown);
    expect(answer.tag).toBe(`"${key.id}.1"`);
  });

  it('does not tell keys of others from those that are not there', async () => {
    const { key } = await givenKey(service());
    const other = await givenUser(service(), { role: 'admin' });
    const details = [];
    for (const apiKeyId of [key.id, noKey]) {
      const { problem } = await expectProblem(other.client.getApiKey({ apiKeyId }), 'api-key-not-found');
      details.push(problem.detail);
    }
    expect(new Set(details).size).toBe(1);
  });

  it('shows a key itself; any other id needs a session, whether there is such a key or not', async () => {
    const { client, key, program } = await givenKey(service(), ['api-keys:read', 'users:read']);
    const sibling = await client.createApiKey({ name: 'another', permissions: [] });
    expect(await program.getApiKey({ apiKeyId: key.id })).toMatchObject({ id: key.id, prefix: key.prefix });
    for (const apiKeyId of [sibling.id, noKey, key.id.toUpperCase(), 'no-uuid']) {
      await expectProblem(program.getApiKey({ apiKeyId }), 'session-required');
    }
  });

  itNeedsACredential(service, (client) => client.getApiKey({ apiKeyId: noKey }));
});
