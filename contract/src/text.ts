import * as z from 'zod';

/** The length of a text in code points, which is what every limit of the contract counts. */
export function codePointLength(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** A string limited in code points: what zod counts, and JSON Schema too. Rules behind a broken limit are not tried. */
export function text(limits: { min: number; max: number }): z.ZodString {
  return z.string().min(limits.min, { abort: true }).max(limits.max, { abort: true });
}

/** A rule of a string with a message and the stable machine name that clients see as `type`. */
export function rule(type: string, message: string, holds: (value: string) => boolean) {
  return z.refine<string>(holds, { error: message, params: { type }, abort: true });
}
