import * as z from 'zod';

/** The length of a text in code points, which is what every limit of the contract counts. */
export function codePointLength(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/**
 * A string limited in code points. Zod's own `min` and `max` count UTF-16 units, while JSON Schema, and so the
 * document, counts code points; the limits are therefore checked here and published through the metadata.
 */
export function text(limits: { min: number; max: number }): z.ZodString {
  return z
    .string()
    .check((context) => {
      const length = codePointLength(context.value);
      if (length < limits.min)
        context.issues.push(textIssue(context.value, 'too_short', { minLength: limits.min }));
      if (length > limits.max)
        context.issues.push(textIssue(context.value, 'too_long', { maxLength: limits.max }));
    })
    .meta({ minLength: limits.min, maxLength: limits.max });
}

function textIssue(input: string, type: 'too_short' | 'too_long', context: Record<string, number>) {
  const [limit] = Object.values(context);
  const message =
    type === 'too_short'
      ? `Must have at least ${limit} characters.`
      : `Must have at most ${limit} characters.`;
  return { code: 'custom' as const, input, message, params: { type, context }, continue: false };
}

/** A rule of a string with a message and the stable machine name that clients see as `type`. */
export function rule(type: string, message: string, holds: (value: string) => boolean) {
  return z.refine<string>(holds, { error: message, params: { type }, abort: true });
}
