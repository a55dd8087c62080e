import { canonicalKey } from '@roster/contract';
import { dictionary } from '@zxcvbn-ts/language-common';

/** About 49,000 passwords that leaked most often, as whoever guesses would try them: whatever their letter case. */
const commonPasswords: ReadonlySet<string> = new Set(dictionary['passwords-common'].map(canonicalKey));

/** True if the password is among the most common ones. */
export function isCommonPassword(password: string): boolean {
  return commonPasswords.has(canonicalKey(password));
}
