import { benchEngines } from './bench-database.ts';

/** An option that is none, or holds what it cannot: its message says everything. */
export class WrongOption extends Error {}

/** True for what is wrong with the command line; what else goes wrong is a fault, and where it arose matters. */
export function isWrongOption(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return error instanceof WrongOption || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
}

/** The engine to measure on; undefined leaves the choice to what is found. */
export function readEngine<Text extends string | undefined>(
  text: Text,
  engines: readonly string[] = benchEngines,
): Text {
  if (text !== undefined && !engines.includes(text))
    throw new WrongOption(`--engine must be one of ${engines.join(', ')}`);
  return text;
}

/** A number that was given as an option. */
export function readWholeNumber(name: string, text: string, least = 1): number {
  const value = /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least) return value;
  throw new WrongOption(`--${name} must be a whole number from ${least.toLocaleString('en')} on`);
}
