import { toDocument30 } from '@roster/openapi';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { exampleOf } from '../openapi/src/example-of.ts';
import type { JsonSchema } from '../openapi/src/json-schema.ts';
import { toSchema30 } from '../openapi/src/older/schema-30.ts';
import { committed, derived, faults, isObject, schemas, visit } from './support/document.ts';

const document30: unknown = JSON.parse(committed('openapi/openapi-3.0.json'));

describe('the 3.0 document', () => {
  test('is what the contract derives', () => {
    expect(document30).toEqual(JSON.parse(JSON.stringify(toDocument30(derived))));
  });

  test('uses nothing that came with 3.1', () => {
    visit(document30, '', (node, path) => {
      if (/\/(example|examples|properties)(\/|$)/.test(path) && !('type' in node)) return;
      expect(Array.isArray(node.type), path).toBe(false);
      expect(node.type, path).not.toBe('null');
      expect(node, path).not.toHaveProperty('const');
      if ('$ref' in node) expect(Object.keys(node), path).toEqual(['$ref']);
    });
    expect(document30).not.toHaveProperty('info.summary');
  });

  test('has no schema that nothing leads to', () => {
    const text = JSON.stringify(document30);
    const names = Object.keys(Object(Object(document30).components.schemas));
    expect(names.filter((name) => !text.includes(`"#/components/schemas/${name}"`))).toEqual([]);
  });

  test('has the same paths, answers and examples', () => {
    const shapes: string[][] = [derived, document30].map((document) => {
      const found: string[] = [];
      visit(JSON.parse(JSON.stringify(document)), '', (_, path) => {
        if (/^\/(paths|components\/(responses|examples|headers|parameters))\//.test(path)) found.push(path);
      });
      return found.filter((path) => !/\/(schema|examples)(\/|$)/.test(path)).sort();
    });
    expect(shapes[1]).toEqual(shapes[0]);
  });
});

describe('a schema in 3.0 form', () => {
  const named: Record<string, JsonSchema> = {
    Colour: { type: 'string', enum: ['red', 'blue'], description: 'A colour.' },
    Box: { type: 'object', properties: { side: { type: 'number' } }, required: ['side'] },
  };
  const reference = { $ref: '#/components/schemas/Colour' };

  test.each<[string, JsonSchema, object]>([
    ['a type', { type: 'string', minLength: 1 }, { type: 'string', minLength: 1 }],
    ['a type or null', { type: ['string', 'null'] }, { type: 'string', nullable: true }],
    ['several types', { type: ['string', 'integer'], description: 'x' }, { description: 'x' }],
    ['a constant', { const: 'a' }, { enum: ['a'] }],
    ['exclusive bounds', { exclusiveMinimum: 0 }, { minimum: 0, exclusiveMinimum: true }],
    ['other bounds', { exclusiveMaximum: 9, minimum: 1 }, { maximum: 9, exclusiveMaximum: true, minimum: 1 }],
    ['examples', { type: 'string', examples: ['a', 'b'] }, { type: 'string', example: 'a' }],
    ['a reference', reference, reference],
    ['a described reference', { ...reference, description: 'x' }, { description: 'x', allOf: [reference] }],
    [
      'a reference or null',
      { anyOf: [reference, { type: 'null' }], description: 'x' },
      { type: 'string', enum: ['red', 'blue', null], nullable: true, description: 'x' },
    ],
    [
      'what is inside of objects and lists',
      {
        type: 'object',
        properties: { a: { type: ['integer', 'null'] } },
        additionalProperties: { type: 'array', items: { const: 1 } },
      },
      {
        type: 'object',
        properties: { a: { type: 'integer', nullable: true } },
        additionalProperties: { type: 'array', items: { enum: [1] } },
      },
    ],
  ])('says the same of %s', (_, schema, expected) => {
    expect(toSchema30(schema, named)).toEqual(expected);
  });

  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'older', ...Object(document30) });

  // Schemas that are only used as "this or null" are copies of themselves in 3.0, without a name.
  const kept = Object.keys(Object(Object(document30).components.schemas));
  test.each(Object.entries(schemas).filter(([name]) => kept.includes(name)))(
    '%s accepts the same as in 3.1',
    (name, schema) => {
      const validate = ajv.compile({ $ref: `older#/components/schemas/${name}` });
      const fields = Object.entries(schema.properties ?? {});
      const example = exampleOf(schema, new Map(Object.entries(schemas)));
      const values = fields.flatMap(([field]) =>
        probes.map((probe) => ({ ...(isObject(example) ? example : {}), [field]: probe })),
      );
      let accepted = 0;
      for (const value of [example, ...values, ...probes]) {
        const isFaulty = faults({ $ref: `#/components/schemas/${name}` }, value).length > 0;
        if (!isFaulty) accepted += 1;
        // Where 3.1 has several types, 3.0 has none and accepts more.
        if (!isFaulty || name !== 'ValidationError') {
          expect(validate(value), `${JSON.stringify(value)} ${ajv.errorsText(validate.errors)}`).toBe(
            !isFaulty,
          );
        }
      }
      expect(accepted).toBeGreaterThan(0);
    },
  );
});

const probes = [
  null,
  true,
  '',
  'a',
  'viewer',
  'active',
  'x'.repeat(300),
  0,
  -1,
  1.5,
  [],
  ['a'],
  [1],
  {},
  { a: 1 },
];
