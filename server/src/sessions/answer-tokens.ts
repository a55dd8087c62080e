import type { Config } from '../config.ts';
import { tokenCookie } from '../http/cookies.ts';
import { timestamp } from '../http/timestamp.ts';
import { presentUser } from '../users/present-user.ts';
import type { UserRow } from '../users/user-row.ts';
import type { Transport } from './tokens.ts';

/** A session's tokens, in clear for the only time. */
export interface IssuedTokens {
  readonly sessionId: string;
  readonly transport: Transport;
  readonly accessToken: string;
  readonly accessExpiresAt: number;
  readonly refreshToken: string;
  readonly refreshExpiresAt: number;
  readonly user: UserRow;
}

/** The answer to whoever logs in or refreshes: tokens in the body, or in cookies, which no script can read. */
export function answerTokens(tokens: IssuedTokens, now: number, config: Config) {
  const { accessToken, accessExpiresAt, refreshToken, refreshExpiresAt } = tokens;
  const inCookies = tokens.transport === 'cookie';
  const body = {
    sessionId: tokens.sessionId,
    accessToken: inCookies ? null : accessToken,
    accessTokenExpiresAt: timestamp(accessExpiresAt),
    refreshToken: inCookies ? null : refreshToken,
    refreshTokenExpiresAt: timestamp(refreshExpiresAt),
    user: presentUser(tokens.user),
  };
  if (!inCookies) return { body };
  const cookies = [
    tokenCookie('access', { token: accessToken, expiresAt: accessExpiresAt, now }, config),
    tokenCookie('refresh', { token: refreshToken, expiresAt: refreshExpiresAt, now }, config),
  ];
  return { body, cookies };
}
