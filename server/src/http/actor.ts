import type { Party } from '../authority/rules.ts';
import type { UserRow } from '../users/user-row.ts';

/** A session, as the request that it authenticates sees it. */
export interface SessionCredential {
  readonly kind: 'session';
  readonly id: string;
  readonly expiresAt: number;
}

/** An API key, as the request that it authenticates sees it. */
export interface ApiKeyCredential {
  readonly kind: 'api-key';
  readonly id: string;
  /** Null if it never expires. */
  readonly expiresAt: number | null;
  /** The user who made it, mostly the one as whom it acts. */
  readonly createdBy: string;
  /** The hash of the secret that was sent: a key can have two. */
  readonly secretHash: string;
}

export type Credential = SessionCredential | ApiKeyCredential;

/** Whoever makes the request. */
export interface Actor {
  /** With the rights of the credential, which of an API key are fewer than those of the user. */
  readonly party: Party;
  /** The account as it was when the request came in. */
  readonly user: UserRow;
  readonly credential: Credential;
}
