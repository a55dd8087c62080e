import { benchEngines } from './bench-database.ts';

/** The engine to measure on; undefined leaves the choice to what is found. */
export function readEngine<Text extends string | undefined>(
  text: Text,
  engines: readonly string[] = benchEngines,
): Text {
  if (text !== undefined && !engines.includes(text))
    throw new Error(`--engine must be one of ${engines.join(', ')}`);
  return text;
}

/** A number from 1 on that was given as an option. */
export function readWholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new Error(`--${name} must be a whole number`);
  return Number(text);
}
