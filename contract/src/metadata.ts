import * as z from 'zod';

const maxBytes = 16 * 1024;
const maxDepth = 5;

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
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
  )
  .meta({
    description:
      'Free JSON of an application, at most 16 KiB and 5 levels, replaced whole. The user and everyone with users:read see it: no secrets, and never a source of rights.',
    examples: [{ department: 'Support' }],
  });
