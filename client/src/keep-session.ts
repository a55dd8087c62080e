import type { CallOptions, TokenKeeper } from './call.ts';
import { isProblem, NetworkError } from './errors.ts';

/** The tokens of a session, as logIn and refreshSession answer with them; null where they are in cookies. */
export interface KeptTokens {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
}

/** Who renews tokens: a client without a credential. */
export interface SessionRenewer<Tokens extends KeptTokens> {
  refreshSession(input: { refreshToken?: string }, options?: CallOptions): Promise<Tokens>;
}

/** What a session is kept with. */
export interface SessionOptions<Tokens extends KeptTokens> {
  /** What logIn answered with, or what `save` was given in an earlier run. */
  readonly tokens: Tokens | undefined;
  /** Called with new tokens before they are used, and with undefined when the session has ended. */
  readonly save?: ((tokens: Tokens | undefined) => void | Promise<void>) | undefined;
  /** Called before tokens are renewed, to find those that another tab or process has renewed in the meantime. */
  readonly load?: (() => Tokens | undefined | Promise<Tokens | undefined>) | undefined;
}

/** A session that renews its tokens when they run out; pass it to `createClient` as `token`. */
export interface Session<Tokens extends KeptTokens> extends TokenKeeper {
  /** The tokens as they are now; undefined when the session has ended. */
  readonly tokens: Tokens | undefined;
  /** Takes other tokens, after another log-in, or undefined after logging out. */
  replace(tokens: Tokens | undefined): Promise<void>;
}

/**
 * Keeps a session: when an access token is refused, it is renewed once, however many calls are waiting for it, and each of
 * them is sent once more. When the session cannot be renewed, the calls get the problem that they would have got.
 *
 * @example
 * const anonymous = createClient({ baseUrl });
 * const tokens = await anonymous.logIn({ username: 'jane', password });
 * const client = createClient({ baseUrl, token: keepSession(anonymous, { tokens }) });
 *
 * @throws Nothing itself. Calls reject with the NetworkError, TimeoutError or ProblemError of `refreshSession` if that
 * could not be asked; then the session goes on.
 */
export function keepSession<Tokens extends KeptTokens>(
  renewer: SessionRenewer<Tokens>,
  { tokens: initial, save, load }: SessionOptions<Tokens>,
): Session<Tokens> {
  let tokens = initial;
  let renewal: Promise<boolean> | undefined;

  async function replace(next: Tokens | undefined): Promise<void> {
    tokens = next;
    await save?.(next);
  }

  async function refresh({ refreshToken }: Tokens): Promise<Tokens> {
    const exchange = () => renewer.refreshSession(refreshToken === null ? {} : { refreshToken });
    // For some seconds the service gives the same tokens again, so that a lost answer does not end the session.
    return exchange().catch((error) => {
      if (error instanceof NetworkError || isProblem(error, 'outcome-unknown')) return exchange();
      throw error;
    });
  }

  async function renewNow(refused: string | undefined): Promise<boolean> {
    if (load) tokens = await load();
    const old = tokens;
    if (!old || (old.accessToken ?? undefined) !== refused) return old !== undefined;
    try {
      const renewed = await refresh(old);
      // Whoever logged in or out meanwhile has the last word.
      if (tokens === old) await replace(renewed);
    } catch (error) {
      if (!isProblem(error) || error.status !== 401) throw error;
      if (tokens === old) await replace(undefined);
    }
    return tokens !== undefined;
  }

  return {
    get tokens() {
      return tokens;
    },
    replace,
    current: () => tokens?.accessToken ?? undefined,
    renew: (refused) => {
      renewal ??= renewNow(refused).finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
  };
}
