import * as z from 'zod';

const maxBytes = 16 * 1024;
const maxDepth = 5;

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  // Not Math.max(...depths): as many arguments as a long list has items exhaust the stack.
  return 1 + Object.values(value).reduce<number>((deepest, item) => Math.max(deepest, depthOf(item)), 0);
}

function hasOnlyExactNumbers(value: unknown): boolean {
  if (typeof value === 'number')
    return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(hasOnlyExactNumbers);
}

/** Free JSON of an application about a user: an object of at most 16 KiB and 5 levels. */
export const Metadata = z
  .record(z.string(), z.unknown())
  .check(
    z.refine((value: object) => new TextEncoder().encode(JSON.stringify(value)).length <= maxBytes, {
      error: 'Must be at most 16 KiB of JSON.',
      params: { type: 'too_large' },
    }),
    z.refine((value: object) => depthOf(value) <= maxDepth, {
      error: 'Must not be nested deeper than 5 levels.',
      params: { type: 'too_deep' },
    }),
    // JSON can write numbers that a double does not hold; they would be stored as null, or as other numbers.
    z.refine(hasOnlyExactNumbers, {
      error:
        'Must not hold numbers that a double does not hold exactly enough: integers beyond 2^53, or infinity.',
      params: { type: 'number_out_of_range' },
    }),
  )
  .meta({
    description:
      'Free JSON of an application, at most 16 KiB and 5 levels, replaced whole. The user and everyone with users:read see it: no secrets, and never a source of rights.',
    examples: [{ department: 'Support' }],
  });
