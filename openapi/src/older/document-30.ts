import type { OpenApiDocument } from '../derive-document.ts';
import type { JsonSchema } from '../json-schema.ts';
import { type Schema30, toSchema30 } from './schema-30.ts';

/** An OpenAPI 3.0 document, as JSON. */
export interface OpenApiDocument30 {
  readonly openapi: '3.0.3';
  readonly info: Readonly<Record<string, unknown>>;
  readonly [part: string]: unknown;
}

/** Parts that hold values instead of descriptions: nothing in them is a schema, whatever it is called. */
const valueParts = /^(example|examples|value|default|enum|x-.*)$/;

/** The same API as an OpenAPI 3.0 document, for generators that do not read 3.1. */
export function toDocument30(document: OpenApiDocument): OpenApiDocument30 {
  const { openapi: _, info, ...parts } = document;
  const { summary: _summary, ...info30 } = { summary: undefined, ...info };
  // The library types references and schemas more loosely than convertSchemas makes them.
  const named = (document.components?.schemas ?? {}) as Record<string, JsonSchema>;
  const toSchema = (schema: unknown): Schema30 => toSchema30(schema as JsonSchema, named);
  return { openapi: '3.0.3', info: info30, ...Object(withoutUnused(withSchemas(parts, toSchema))) };
}

/** A schema that is used only where it may be null has been copied there, and nothing refers to it any longer. */
function withoutUnused(parts: unknown): unknown {
  const text = JSON.stringify(parts);
  return JSON.parse(text, (key, value: unknown) => {
    if (key !== 'schemas' || typeof value !== 'object' || value === null) return value;
    const used = Object.entries(value).filter(([name]) => text.includes(`"#/components/schemas/${name}"`));
    return Object.fromEntries(used);
  });
}

function withSchemas(part: unknown, toSchema: (schema: unknown) => Schema30): unknown {
  if (Array.isArray(part)) return part.map((one) => withSchemas(one, toSchema));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (key === 'schema') return [key, toSchema(value)];
      if (key === 'schemas') return [key, mapValues(value, toSchema)];
      return [key, valueParts.test(key) ? value : withSchemas(value, toSchema)];
    }),
  );
}

function mapValues(object: object, change: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
