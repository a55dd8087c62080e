import { ImportProblem } from '@roster/contract';
import type * as z from 'zod';
import type { Refusal } from '../../http/refusal.ts';

const { code: Code } = ImportProblem.shape;

/** More of them would make the answer to a thousand items larger than what is kept of it for an idempotency key. */
const maxMissing = 20;

/** The refusal of an item as clients see it; faults are placed in the item. */
export function presentProblem(
  { code, detail, extras }: Refusal,
  index: number,
): z.input<typeof ImportProblem> {
  const { missingPermissions, errors } = extras;
  return {
    code: Code.parse(code),
    detail,
    ...(missingPermissions && { missingPermissions: missingPermissions.slice(0, maxMissing) }),
    ...(errors && {
      errors: errors.map((error) => ({ ...error, loc: ['body', 'items', index, ...error.loc.slice(1)] })),
    }),
  };
}
