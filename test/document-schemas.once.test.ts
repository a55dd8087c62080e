import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ZodObject, type ZodType } from 'zod';
import { answerOf, type Content, documented, faults, table } from './support/document.ts';

/** The rules that JSON Schema has no words for; everything else the document must say. */
const inexpressible = new Set([
  'invalid_username',
  'invalid_email',
  'invalid_text',
  'required',
  'too_many',
  'too_large',
  'too_deep',
  'number_out_of_range',
  'not_one_kind',
  'contradiction',
]);

describe('the schemas do not lie:', () => {
  const bodies = table.flatMap(([id, { body }]) => (body ? [[id, body] as const] : []));

  test.each(bodies)('the body of %s is judged alike by the document and the service', (operationId, body) => {
    const { schema, example } = bodyContent(documented(operationId).requestBody?.content);
    expectAgreement(body, example, (value) => {
      const { accepted, rules } = judgeByContract(body, value);
      const found = faults(schema, value);
      if (accepted) expect(found).toEqual([]);
      else if (found.length === 0) expect(rules.filter((rule) => !inexpressible.has(rule))).toEqual([]);
    });
  });

  const answers = table.flatMap(([id, { success }]) => {
    return success.body ? [[id, success.status, success.body] as const] : [];
  });

  test.each(answers)('what %s may answer with (%i) follows the document', (operationId, status, body) => {
    const { schema, example } = bodyContent(answerOf(documented(operationId), status).content);
    expectAgreement(body, example, (value) => {
      if (judgeByContract(body, value).accepted) expect(faults(schema, value)).toEqual([]);
    });
  });
});

/** Compares on every boundary value of every field, and on random mixtures. */
function expectAgreement(body: ZodType, example: unknown, compare: (value: unknown) => void): void {
  const names = [...fieldsOf(body), 'unknownField'];
  compare(example);
  compare({});
  for (const name of names) {
    for (const value of boundaryValues) compare({ ...Object(example), [name]: value });
  }
  const change = fc.tuple(fc.constantFrom(...names), fc.oneof(anyValue, fc.constant(undefined)));
  const changed = fc.array(change, { maxLength: 3 }).map((changes) => {
    return JSON.parse(JSON.stringify({ ...Object(example), ...Object.fromEntries(changes) }));
  });
  fc.assert(fc.property(changed, compare), { numRuns: 300 });
}

function bodyContent(content: Record<string, Content> | undefined): Content {
  const [body] = Object.values(content ?? {});
  if (!body) throw new Error('There is no body.');
  return body;
}

function fieldsOf(schema: ZodType): string[] {
  if (!(schema instanceof ZodObject)) throw new Error('A body is an object.');
  return Object.keys(schema.shape);
}

function judgeByContract(schema: ZodType, value: unknown): { accepted: boolean; rules: string[] } {
  const result = schema.safeParse(value);
  if (result.success) return { accepted: true, rules: [] };
  const rules = result.error.issues.map((issue) => {
    return issue.code === 'custom' ? String(issue.params?.type) : issue.code;
  });
  return { accepted: false, rules };
}

/** The limits of the contract, with their neighbours. */
const lengths = [
  0, 1, 2, 3, 7, 8, 99, 100, 101, 149, 150, 151, 199, 200, 201, 253, 254, 255, 256, 257, 2047, 2048, 2049,
];

const texts = lengths.flatMap((length) => [
  // Characters of one, two and four bytes: limits count code points.
  ...['a', 'é', '😀'].map((character) => character.repeat(length)),
  ...['did:plc:', 'a@b.', 'users:'].map(
    (prefix) => `${prefix}${'a'.repeat(Math.max(0, length - prefix.length))}`,
  ),
]);

/** Values of every type, chosen without a look at the document, so that it cannot hide what it does not say. */
const boundaryValues: readonly unknown[] = [
  ...texts,
  ...texts.map((text) => [text]),
  ...[0, 1, 199, 200, 201, 999, 1000, 1001].map((length) =>
    Array.from({ length }, (_, index) => `users:p${index}`),
  ),
  ...[
    '',
    ' ',
    ' a',
    'a\u0000b',
    'viewer',
    'Viewer',
    'active',
    'did:a:b',
    'did:plc:',
    'did:plc:a:',
    'users',
    'users::a',
  ],
  ...[
    '2026-03-14',
    '2026-03-14T09:26:53.589Z',
    '2026-02-30T00:00:00.000Z',
    '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70',
  ],
  ...[null, true, false, 0, 1, -1, 1.5, 2 ** 53, [], {}, [1], [null], ['a', 'a'], { a: { b: [1] } }],
];

const anyValue = fc.oneof(
  fc.constantFrom(...boundaryValues),
  fc.string(),
  fc.integer(),
  fc.uuid(),
  fc.jsonValue(),
);
