import type { StreamEnd, StreamFormat } from '@roster/contract';

/** Writes items in one of the forms of a stream. */
export interface StreamWriter {
  /** What comes first. */
  head(): string;
  item(item: Readonly<Record<string, unknown>>): string;
  /** What comes after so many items. */
  end(count: number): string;
}

const ndjson: StreamWriter = {
  head: () => '',
  item: (item) => `${JSON.stringify(item)}\n`,
  end: (count) => `${JSON.stringify({ end: true, count } satisfies StreamEnd)}\n`,
};

/** What spreadsheets take for a formula, or may after dropping what stands before it. */
const formula = /^'*[=+\-@\t\r\n\0]/;

/** Numbers and truth values are written by the service alone; texts are what people chose. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = Array.isArray(value)
    ? value.map((name) => String(name).replaceAll(/[;\\]/g, '\\$&')).join(';')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
  return typeof value !== 'number' && formula.test(text) ? `'${text}` : text;
}

function cell(value: unknown): string {
  const text = textOf(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csv(columns: readonly string[]): StreamWriter {
  return {
    head: () => `${columns.join(',')}\r\n`,
    item: (item) => `${columns.map((column) => cell(item[column])).join(',')}\r\n`,
    end: () => '',
  };
}

/** The writer of a form, for items with these fields. */
export function streamWriter(format: StreamFormat, fields: readonly string[]): StreamWriter {
  return format === 'csv' ? csv(fields) : ndjson;
}
