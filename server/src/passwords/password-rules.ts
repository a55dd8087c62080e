import { canonicalKey, codePointLength } from '@roster/contract';
import { fieldRefusal, type Refusal } from '../http/refusal.ts';
import { isCommonPassword } from './common-passwords.ts';

/** What the rules for a new password look at. */
export interface NewPasswordCheck {
  readonly field: string;
  readonly password: string;
  readonly username: string;
  readonly minLength: number;
}

/** The refusal of a new password, or nothing if it may be set; the same for every way of setting one. */
export function newPasswordRefusal(check: NewPasswordCheck): Refusal | undefined {
  const { field, password, username, minLength } = check;
  if (codePointLength(password) < minLength) {
    return fieldRefusal(
      'password-refused',
      field,
      'too_short',
      `Must have at least ${minLength} characters.`,
    );
  }
  if (isCommonPassword(password)) {
    return fieldRefusal(
      'password-refused',
      field,
      'common_password',
      'Must not be one of the most common passwords.',
    );
  }
  if (canonicalKey(password).includes(canonicalKey(username))) {
    return fieldRefusal('password-refused', field, 'contains_username', 'Must not contain the username.');
  }
  return undefined;
}

/** @throws Refusal `password-refused` when the password may not be set. */
export function refuseWeakPassword(check: NewPasswordCheck): void {
  const refusal = newPasswordRefusal(check);
  if (refusal) throw refusal;
}
