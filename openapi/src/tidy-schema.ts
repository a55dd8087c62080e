import { type JsonSchema, typesOf } from './json-schema.ts';

/** Whether a schema describes what clients send or what they are sent. */
export type Direction = 'input' | 'output';

/** Every keyword of the document, in the order in which it is written. */
const keywords = [
  '$ref',
  'title',
  'description',
  'type',
  'format',
  'enum',
  'const',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'items',
  'minProperties',
  'properties',
  'required',
  'additionalProperties',
  'anyOf',
  'oneOf',
  'default',
  'examples',
] as const satisfies readonly (keyof JsonSchema)[];

/** What zod adds and the document does not say: identifiers, and that the names of a record are strings. */
const droppedKeywords = new Set(['$schema', '$id', 'id', 'propertyNames']);

/** Formats that say all that zod's long patterns for them say. */
const selfExplainingFormats = new Set(['uuid', 'date-time', 'date', 'email']);

/** Makes a schema written by zod short, flat and stable, without changing what it means to a client. */
export function tidySchema(written: JsonSchema, direction: Direction): JsonSchema {
  const schema = flattenUnion(tidyParts(written, direction));
  if (schema.pattern && selfExplainingFormats.has(schema.format ?? '')) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  // An answer may gain a field at any time; a client that refused unknown fields would break.
  if (direction === 'output' && schema.additionalProperties === false) delete schema.additionalProperties;
  return inOrder(schema);
}

function tidyParts(written: JsonSchema, direction: Direction): JsonSchema {
  const tidy = (part: JsonSchema) => tidySchema(part, direction);
  const schema = { ...written };
  if (schema.items) schema.items = tidy(schema.items);
  if (schema.anyOf) schema.anyOf = schema.anyOf.map(tidy);
  if (schema.oneOf) schema.oneOf = schema.oneOf.map(tidy);
  if (schema.properties) {
    schema.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, part]) => [name, tidy(part)]),
    );
  }
  if (typeof schema.additionalProperties === 'object') {
    const values = tidy(schema.additionalProperties);
    schema.additionalProperties = Object.keys(values).length === 0 ? true : values;
  }
  return schema;
}

/** Turns "this or null" and unions of bare types into one schema with a list of types. */
function flattenUnion(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema;
  if (!anyOf) return schema;
  const detailed = anyOf.filter((part) => Object.keys(part).some((keyword) => keyword !== 'type'));
  const [main = {}] = detailed;
  const isFlat = detailed.length <= 1 && anyOf.every((part) => part.type !== undefined);
  if (!isFlat) return schema;
  const values = main.enum && anyOf.some(({ type }) => type === 'null') ? { enum: [...main.enum, null] } : {};
  return { ...main, ...rest, ...values, type: [...new Set(anyOf.flatMap(typesOf))] };
}

function inOrder(schema: JsonSchema): JsonSchema {
  const known: ReadonlySet<string> = new Set(keywords);
  for (const keyword of Object.keys(schema)) {
    if (!known.has(keyword) && !droppedKeywords.has(keyword)) {
      throw new Error(`The document has no place yet for the JSON Schema keyword "${keyword}".`);
    }
  }
  const entries = keywords.filter((keyword) => schema[keyword] !== undefined);
  return Object.fromEntries(entries.map((keyword) => [keyword, schema[keyword]]));
}
