import { canonicalKey, hasDidForm, hasEmailForm, hasUsernameForm } from '@roster/contract';
import { fieldRefusal } from '../http/refusal.ts';

/** What names a user. */
export interface Identity {
  readonly username: string;
  readonly email: string | null;
  readonly did: string | null;
}

/**
 * A username in the form of an e-mail address or a DID must be the user's own: otherwise it would pass for somebody else.
 * @throws Refusal `validation-failed`
 */
export function refuseForeignUsername({ username, email, did }: Identity): void {
  const key = canonicalKey(username);
  if (hasEmailForm(username) && (email === null || canonicalKey(email) !== key)) {
    throw fieldRefusal(
      'validation-failed',
      'username',
      'not_own_email',
      'Is an e-mail address, but not that of the user.',
    );
  }
  // The key counts as well: `DID:plc:abc` would otherwise be found, and keep its owner out, as `did:plc:abc`.
  if ((hasDidForm(username) || hasDidForm(key)) && did !== username) {
    throw fieldRefusal('validation-failed', 'username', 'not_own_did', 'Is a DID, but not that of the user.');
  }
}

/**
 * The username of a new account: the one that was sent, otherwise the DID.
 * @throws Refusal `validation-failed` when the DID cannot serve as one
 */
export function usernameFor(username: string | undefined, did: string | null): string {
  const chosen = username ?? did ?? '';
  if (username === undefined && (!hasUsernameForm(chosen) || chosen.length > 150)) {
    throw fieldRefusal(
      'validation-failed',
      'username',
      'required',
      'Is required: the DID cannot serve as a username.',
    );
  }
  return chosen;
}
