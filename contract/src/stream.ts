import * as z from 'zod';

/** The forms of a stream, and the media type of each. */
export const streamMediaTypes = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
} as const;

export type StreamFormat = keyof typeof streamMediaTypes;

/** A success that is sent piece by piece while it is read, in the form that the query asks for as `format`. */
export interface StreamDefinition {
  /** One of the things that are sent: a line of NDJSON, or a record of CSV with a column for each field. */
  readonly item: z.ZodObject;
  /** What a browser calls the file, without an extension. */
  readonly fileName: string;
}

/** The form of a stream, as a parameter of the query. */
export const Format = z
  .enum(['ndjson', 'csv'])
  .default('ndjson')
  .meta({
    description:
      '`ndjson`: a JSON object on each line, the last of which says that it is the end. `csv`: a table with a header row (RFC 4180).',
    examples: ['ndjson'],
  });

/** The last line of NDJSON: without it the stream broke off. */
export interface StreamEnd {
  readonly end: true;
  /** How many items came before. */
  readonly count: number;
}

/** What a stream in each of the forms looks like, in words. */
export const streamDescriptions: Readonly<Record<StreamFormat, string>> = {
  ndjson:
    'One JSON object on each line. The last line is `{"end":true,"count":n}` with the number of the lines before; where it is missing, the stream broke off.',
  csv: 'RFC 4180: a header row, lines end with CRLF. Null is an empty cell, a set of names is joined with `;` (a `\\` stands before a `;` or `\\` that belongs to a name), an object is JSON. So that no spreadsheet takes a cell for a formula, an apostrophe is put before each that begins with `=`, `+`, `-`, `@`, tab, CR, LF or NUL, or with apostrophes and then one of these; whoever reads it back takes one away. Where the transfer is aborted, the table is not complete.',
};
