import {
  type StreamDefinition,
  type StreamEnd,
  streamDescriptions,
  streamMediaTypes,
} from '@roster/contract';
import type { ContractSchemas } from './contract-schemas.ts';
import { nameOf } from './convert-schemas.ts';
import { exampleOf } from './example-of.ts';
import { schemaReference } from './json-schema.ts';

/**
 * The content of an answer that is a stream. OpenAPI has no schema for the lines of a text before 3.2, so that the name of
 * that of an item stands beside the schema of the text.
 */
export function describeStream({ item }: StreamDefinition, schemas: ContractSchemas) {
  const name = nameOf(item);
  const example = Object(exampleOf({ $ref: schemaReference(name) }, schemas.answers));
  const end: StreamEnd = { end: true, count: 1 };
  const describe = (format: keyof typeof streamMediaTypes, text: string) => ({
    [streamMediaTypes[format]]: {
      schema: { type: 'string' as const, description: streamDescriptions[format] },
      example: text,
      'x-item-schema': name,
    },
  });
  return {
    ...describe('ndjson', `${JSON.stringify(example)}\n${JSON.stringify(end)}\n`),
    ...describe('csv', csvExample(example)),
  };
}

function csvExample(item: Readonly<Record<string, unknown>>): string {
  const cells = Object.values(item).map((value) => {
    const text = Array.isArray(value) ? value.join(';') : typeof value === 'object' ? jsonOf(value) : value;
    return /[",]/.test(String(text)) ? `"${String(text).replaceAll('"', '""')}"` : String(text);
  });
  return `${Object.keys(item).join(',')}\r\n${cells.join(',')}\r\n`;
}

function jsonOf(value: object | null): string {
  return value === null ? '' : JSON.stringify(value);
}
