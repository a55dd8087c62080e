import fc from 'fast-check';
import { type JsonSchema, typesOf } from '../../openapi/src/json-schema.ts';
import { resolve } from '../support/document.ts';

type Value = fc.Arbitrary<unknown>;

/** Characters that have been trouble to somebody. */
const rareText = fc.constantFrom(
  '\u0000',
  '\ud800',
  '\u202e',
  'ß',
  'İ',
  '𝒳',
  '\u200b',
  "'; --",
  '../..',
  '%00',
  '%',
  '_',
  '\\',
  '"',
  '{{7*7}}',
);

/** Follows references of the document. */
export function dereference(schema: JsonSchema): JsonSchema {
  return schema.$ref ? dereference(resolve(schema.$ref) as JsonSchema) : schema;
}

/** An example of the document, mostly made unlike all others, so that what must be unique is. */
function fromExamples(examples: readonly unknown[]): Value {
  const suffix = fc.stringMatching(/^[a-z0-9]{6}$/);
  return fc.tuple(fc.constantFrom(...examples), fc.boolean(), suffix).map(([example, isOwn, own]) => {
    if (!isOwn || typeof example !== 'string') return example;
    // An address stays one when something stands before it, a name when something stands behind it.
    return example.includes('@') ? `${own}${example}` : `${example}${own}`;
  });
}

/** Text without a form of its own: plain, rare, or as short or long as it may be. */
function freeText(minLength: number, maxLength: number): Value {
  const maxShort = Math.max(minLength, Math.min(maxLength, 40));
  const rare = fc
    .array(fc.oneof(rareText, fc.string({ unit: 'grapheme', maxLength: 3 })), { minLength: 1, maxLength: 4 })
    .map((parts) => [...parts.join('')].slice(0, maxShort).join('').padEnd(minLength, 'x'));
  return fc.oneof(
    { weight: 2, arbitrary: fc.string({ minLength, maxLength: maxShort, unit: 'grapheme-ascii' }) },
    { weight: 2, arbitrary: rare },
    { weight: 1, arbitrary: fc.constantFrom(minLength, maxLength).map((length) => 'x'.repeat(length)) },
    { weight: 1, arbitrary: fc.string({ minLength, maxLength: maxShort, unit: 'binary' }) },
  );
}

function stringOf(schema: JsonSchema): Value {
  const { minLength = 0, maxLength = 300, pattern, format, examples } = schema;
  if (format === 'uuid') return fc.uuid({ version: 7 });
  const someDay = fc.date({ min: new Date('2020-01-01'), max: new Date('2032-01-01'), noInvalidDate: true });
  if (format === 'date') return someDay.map((date) => date.toISOString().slice(0, 10));
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  const made = pattern
    ? fc
        .stringMatching(new RegExp(pattern))
        .filter(({ length }) => length >= minLength && length <= maxLength)
    : freeText(minLength, maxLength);
  if (!examples?.length) return made;
  // What has a form is mostly the name of something, and hardly anything but an example is there.
  return fc.oneof(
    { weight: pattern ? 3 : 1, arbitrary: fromExamples(examples) },
    { weight: 1, arbitrary: made },
  );
}

function objectOf(schema: JsonSchema): Value {
  const { properties = {}, required = [], additionalProperties, examples = [] } = schema;
  const parts = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, valueFor(part)]));
  if (Object.keys(parts).length === 0 && additionalProperties !== false) {
    const json = fc.jsonValue({ maxDepth: 3 });
    return fc.dictionary(fc.string({ minLength: 1 }), json, { maxKeys: 4, noNullPrototype: true });
  }
  const requiredKeys = required.filter((name) => name in parts);
  // The more fields are made, the less likely that all are accepted.
  const few = (always: readonly string[]) =>
    fc.subarray(Object.keys(parts), { maxLength: Math.min(2, Object.keys(parts).length) }).chain((chosen) => {
      const some = Object.entries(parts).filter(([name]) => always.includes(name) || chosen.includes(name));
      return fc.record(Object.fromEntries(some), { noNullPrototype: true });
    });
  const near = examples.map((example) => few([]).map((other) => Object.assign({}, example, other)));
  return fc.oneof(
    { weight: 2, arbitrary: few(requiredKeys) },
    { weight: 1, arbitrary: fc.record(parts, { requiredKeys, noNullPrototype: true }) },
    ...near.map((arbitrary) => ({ weight: 2, arbitrary })),
  );
}

/** Values that the schema of the document allows. The service may have rules that a schema cannot write down. */
export function valueFor(reference: JsonSchema): Value {
  const schema = dereference(reference);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return fc.oneof(...alternatives.map(valueFor));
  const choices = typesOf(schema).map((type): Value => {
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer':
      case 'number':
        return fc.integer({ min: schema.minimum ?? -1_000, max: schema.maximum ?? 1_000 });
      case 'array': {
        const items = schema.items ? valueFor(schema.items) : fc.jsonValue();
        const limits = { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 5, 5) };
        return schema.uniqueItems ? fc.uniqueArray(items, limits) : fc.array(items, limits);
      }
      case 'object':
        return objectOf(schema);
      default:
        return stringOf(schema);
    }
  });
  if (choices.length === 0) return fc.jsonValue({ maxDepth: 3 });
  // Null is the last of the types.
  return fc.oneof(...choices.map((arbitrary, index) => ({ weight: index === 0 ? 3 : 1, arbitrary })));
}

/** Values that hardly any field allows. */
export const wrongValue: Value = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e308, 2 ** 53, '', ' ', [], {}, [[]], [null], {
    a: { b: 1 },
  }),
  rareText,
  fc.string({ minLength: 2_049, maxLength: 4_000, size: 'max' }),
  fc.array(fc.constant('x'), { minLength: 1_001, maxLength: 1_100, size: 'max' }),
  fc.jsonValue(),
);

/** Text for places that take any. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  rareText,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    '.',
    '..',
    '@',
    '@@',
    '*',
    '0',
    'null',
    'undefined',
    '[object Object]',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom(
    "' or 1=1 --",
    '<script>alert(1)</script>',
    '\u0024{jndi:ldap://x}',
    '%',
    '\\',
    '//',
    '\r\nSet-Cookie: a=b',
  ),
  fc.string({ minLength: 300, maxLength: 3_000, size: 'max' }),
);
