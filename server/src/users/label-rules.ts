import { maxLabels } from '@roster/contract';
import { fieldRefusal } from '../http/refusal.ts';
import { parseNames } from './user-row.ts';

/**
 * Servers and groups share one limit, which the contract can only check where both are sent.
 * @throws Refusal `validation-failed`
 */
export function refuseTooManyLabels(row: { readonly servers: string; readonly groups: string }): void {
  const count = parseNames(row.servers).length + parseNames(row.groups).length;
  if (count > maxLabels) {
    throw fieldRefusal(
      'validation-failed',
      'servers',
      'too_many',
      `Together with groups at most ${maxLabels} names.`,
    );
  }
}
