import type { Reader, Transaction } from '../database/database.ts';
import { firstGeneration } from './refresh-tokens.ts';

/** What is stored of a session's refresh tokens: one row, however many there have been. */
export interface FamilyRow {
  /** The hash of what all of them have in common. */
  token_hash: string;
  session_id: string;
  /** That of the newest one. */
  generation: number;
  salt: string;
  /** When the newest one took the place of the one before it. */
  rotated_at: number | null;
}

/** Stores what all refresh tokens of a session have in common; its first generation is issued. */
export async function insertFamily(
  tx: Transaction,
  { sessionId, familyHash, salt }: { sessionId: string; familyHash: string; salt: string },
): Promise<void> {
  await tx('refresh_tokens').insert({
    token_hash: familyHash,
    session_id: sessionId,
    generation: firstGeneration,
    salt,
    rotated_at: null,
  });
}

/** The refresh tokens of a session, with the session and its user. */
export interface RefreshableRow extends FamilyRow {
  user_id: string;
  session_expires_at: number;
  session_last_seen_at: number;
}

export async function readFamily(reader: Reader, familyHash: string): Promise<RefreshableRow | undefined> {
  const row: RefreshableRow | undefined = await reader('refresh_tokens')
    .join('sessions', 'sessions.id', 'refresh_tokens.session_id')
    .where('refresh_tokens.token_hash', familyHash)
    .first('refresh_tokens.*', {
      user_id: 'sessions.user_id',
      session_expires_at: 'sessions.expires_at',
      session_last_seen_at: 'sessions.last_seen_at',
    });
  return row;
}

/** Goes on from a generation to the next: one conditional write, so that of any number of racers one is the first. */
export async function beginNextGeneration(
  tx: Transaction,
  { familyHash, generation, now }: { familyHash: string; generation: number; now: number },
): Promise<boolean> {
  const rotated = await tx('refresh_tokens')
    .where({ token_hash: familyHash, generation })
    .update({ generation: generation + 1, rotated_at: now });
  return rotated === 1;
}

export async function insertAccessToken(
  tx: Transaction,
  token: { readonly sessionId: string; readonly tokenHash: string; readonly expiresAt: number },
): Promise<void> {
  await tx('access_tokens').insert({
    token_hash: token.tokenHash,
    session_id: token.sessionId,
    expires_at: token.expiresAt,
  });
}

/** When an access token expires, as this transaction sees it. */
export async function readAccessExpiry(tx: Transaction, tokenHash: string): Promise<number | undefined> {
  const row: { expires_at: number } | undefined = await tx('access_tokens')
    .where({ token_hash: tokenHash })
    .first('expires_at');
  return row?.expires_at;
}

/** Lets the access tokens that a session has so far expire at a moment, if they do not before; expired ones go. */
export async function curtailAccessTokens(
  tx: Transaction,
  sessionId: string,
  { now, end }: { readonly now: number; readonly end: number },
): Promise<void> {
  const tokens = () => tx('access_tokens').where({ session_id: sessionId });
  await tokens().andWhere('expires_at', '<=', now).delete();
  await tokens().andWhere('expires_at', '>', end).update({ expires_at: end });
}
