import type { Client, SessionTokens } from '@roster/client';

/** Tokens that are in the body, where nobody asked for cookies. */
export interface BearerTokens extends SessionTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

type Narrowed<Call extends (...args: never[]) => unknown> = (
  ...args: Parameters<Call>
) => Promise<BearerTokens>;

/** A client that insists on tokens in the body. */
export interface BearerClient extends Client {
  readonly logIn: Narrowed<Client['logIn']>;
  readonly refreshSession: Narrowed<Client['refreshSession']>;
}

/** Expects the tokens to be in the body. */
export function inBody(tokens: SessionTokens): BearerTokens {
  const { accessToken, refreshToken } = tokens;
  if (accessToken === null || refreshToken === null) throw new Error('The tokens are not in the body.');
  return { ...tokens, accessToken, refreshToken };
}

export function bearerClient(client: Client): BearerClient {
  return {
    ...client,
    logIn: async (...args) => inBody(await client.logIn(...args)),
    refreshSession: async (...args) => inBody(await client.refreshSession(...args)),
  };
}
