import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './command.ts';
import { reasonOf } from './reason-of.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; allowPositionals: true }>
>;

/**
 * Reads the arguments of a command.
 * @param positionals what stands without a name, e.g. `['FILE']`; all of it is needed
 * @throws UsageError for unknown options, missing values and anything too many or too few
 */
export function parseOptions<const O extends Options>(
  args: readonly string[],
  options: O,
  positionals: readonly string[] = [],
): Parsed<O> {
  const parsed = parse(args, options);
  const missing = positionals[parsed.positionals.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`);
  const surplus = parsed.positionals[positionals.length];
  if (surplus !== undefined) throw new UsageError(`Unexpected argument '${surplus}'.`);
  return parsed;
}

function parse<const O extends Options>(args: readonly string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(reasonOf(error), { cause: error });
  }
}

/** @throws UsageError if the value of the option is none of these words */
export function oneOf<const Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new UsageError(`--${name} must be one of ${words.join(', ')}.`);
  return found;
}

/** @throws UsageError if the value of the option is no whole number from 1 to the largest */
export function wholeNumber(name: string, text: string, max: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1 || Number(text) > max)
    throw new UsageError(`--${name} must be a whole number from 1 to ${max}.`);
  return Number(text);
}
