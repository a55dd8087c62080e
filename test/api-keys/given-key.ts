import type { ApiKeyWithSecret, Client, CreateApiKeyInput } from '@roster/client';
import { type GivenUser, givenUser } from '../support/given.ts';
import type { TestService } from '../support/service.ts';

/** A user with an API key, and a client that uses it. */
export interface GivenKey extends GivenUser {
  readonly key: ApiKeyWithSecret;
  /** Sends the key; `client` sends the access token. */
  readonly program: Client;
}

/** Creates a user who holds these permissions and may make keys, and a key of theirs that was given all of them. */
export async function givenKey(
  service: TestService,
  permissions: readonly string[] = [],
  fields: Partial<CreateApiKeyInput> = {},
): Promise<GivenKey> {
  const given = await givenUser(service, { role: 'editor', permissions: [...permissions] });
  const key = await given.client.createApiKey({
    name: 'a program',
    permissions: [...permissions],
    ...fields,
  });
  return { ...given, key, program: service.as(key.key) };
}
