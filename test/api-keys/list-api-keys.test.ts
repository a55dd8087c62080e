import { describe, expect, it } from 'vitest';
import { giveApiKey } from '../authority/give-api-key.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenUser, quickHashes } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';
import { givenKey } from './given-key.ts';

const service = useService({ override: quickHashes });

describe('GET /api-keys', () => {
  it('shows the keys of the caller, newest first, those of nobody else', async () => {
    const { client, key } = await givenKey(service(), ['stats:read']);
    await givenKey(service());
    const newer = await client.createApiKey({ name: 'newer', permissions: [] });
    const { data, page } = await client.listApiKeys();
    expect(data.map(({ id, name }) => ({ id, name }))).toEqual([
      { id: newer.id, name: 'newer' },
      { id: key.id, name: 'a program' },
    ]);
    expect(page).toEqual({ limit: 50, nextCursor: null });
    for (const shown of data) expect(shown).not.toHaveProperty('key');
  });

  it('shows keys that are revoked', async () => {
    const { client, key } = await givenKey(service());
    await client.revokeApiKey({ apiKeyId: key.id });
    const { data } = await client.listApiKeys();
    expect(data).toMatchObject([{ id: key.id, revokedAt: expect.any(String) }]);
  });

  it('visits every key once, page by page', async () => {
    const { client, user } = await givenUser(service());
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push((await giveApiKey(service(), user.id)).id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { data, page } = await client.listApiKeys({ limit: 2, ...(cursor && { cursor }) });
      seen.push(...data.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids.sort().reverse());
  });

  it('refuses the cursor of somebody else', async () => {
    const { client, user } = await givenUser(service());
    for (let count = 0; count < 2; count += 1) await giveApiKey(service(), user.id);
    const { page } = await client.listApiKeys({ limit: 1 });
    const other = await givenKey(service());
    const cursor = page.nextCursor ?? '';
    await expectProblem(other.client.listApiKeys({ cursor }), 'cursor-invalid');
  });

  it('shows a key itself, and nothing else', async () => {
    const { client, key, program } = await givenKey(service(), ['api-keys:read', 'users:read']);
    await client.createApiKey({ name: 'another', permissions: [] });
    expect((await program.listApiKeys()).data.map(({ id }) => id)).toEqual([key.id]);
  });

  itNeedsACredential(service, (client) => client.listApiKeys());
});
