import { presentUser, timestamp } from '../users/present-user.ts';
import type { UserRow } from '../users/user-row.ts';

/** A session's tokens, in clear for the only time. */
export interface IssuedTokens {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly accessExpiresAt: number;
  readonly refreshToken: string;
  readonly refreshExpiresAt: number;
  readonly user: UserRow;
}

/** The answer to whoever logs in or refreshes. */
export function presentTokens(tokens: IssuedTokens) {
  return {
    sessionId: tokens.sessionId,
    accessToken: tokens.accessToken,
    accessTokenExpiresAt: timestamp(tokens.accessExpiresAt),
    refreshToken: tokens.refreshToken,
    refreshTokenExpiresAt: timestamp(tokens.refreshExpiresAt),
    user: presentUser(tokens.user),
  };
}
