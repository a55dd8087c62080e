import * as z from 'zod';

/**
 * A whole number in a query. Only plain digits are read as a number: coercion would take an empty text for zero.
 */
export function integerParameter(limits: { min: number; max: number }) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value),
    z.int().min(limits.min).max(limits.max),
  );
}

export const Cursor = z.string().min(1).max(2048).meta({
  description: 'Opaque; the `nextCursor` of the page before. Valid only with the same sort and filters.',
});

export const PageLimit = integerParameter({ min: 1, max: 200 })
  .default(50)
  .meta({
    description: 'How many items the page holds at the most.',
    examples: [50],
  });

const pageFields = {
  limit: z.int().meta({ description: 'The limit that was applied.', examples: [50] }),
  nextCursor: z
    .string()
    .nullable()
    .meta({
      description: 'Send it as `cursor` for the next page; only null ends the list.',
      examples: [null],
    }),
};

export const Page = z.strictObject(pageFields).meta({
  id: 'Page',
  description: 'Where this page ends. A page may hold fewer items than its limit, even none.',
});

export const CountedPage = z
  .strictObject({
    ...pageFields,
    total: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'How many match in all, where `count` asked for it.', examples: [42] }),
    totalIsCapped: z
      .boolean()
      .optional()
      .meta({
        description: 'True if `total` is where counting ended: there may be more.',
        examples: [false],
      }),
  })
  .meta({
    id: 'CountedPage',
    description: 'Where this page ends. A page may hold fewer items than its limit, even none.',
  });
