import fc from 'fast-check';
import type { JsonSchema } from '../../openapi/src/json-schema.ts';
import { type DocumentedOperation, isObject, resolve } from '../support/document.ts';
import { hostileText, valueFor, wrongValue } from './value-arbitrary.ts';
import { type CallerName, callerNames } from './world.ts';

/** What stands in the place of a path parameter: one of those that are there, or a text. */
type PathChoice = { readonly existing: number } | { readonly text: string } | { readonly raw: string };

/** A request before it is known what there is to be named in its path. It is plain data, so that it can be shrunk. */
export interface RequestPlan {
  readonly kind: 'valid' | 'nearly valid' | 'hostile';
  readonly caller: CallerName;
  readonly path: Readonly<Record<string, PathChoice>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

interface Parts {
  readonly path: fc.Arbitrary<Record<string, PathChoice>>;
  readonly query: fc.Arbitrary<[string, string][]>;
  readonly headers: fc.Arbitrary<Record<string, string>>;
  readonly body: fc.Arbitrary<string | undefined>;
}

function parametersOf(operation: DocumentedOperation): Parameter[] {
  const all = (operation.parameters ?? []).map((one) => (one.$ref ? resolve(one.$ref) : one));
  // The tests of the document make sure that parameters have this form.
  return all as Parameter[];
}

function bodySchema(operation: DocumentedOperation): JsonSchema | undefined {
  return operation.requestBody?.content['application/json']?.schema;
}

const existing = fc.nat({ max: 9 }).map((index): PathChoice => ({ existing: index }));

function recordOf<T>(names: readonly string[], value: (name: string) => fc.Arbitrary<T>) {
  return fc.record(Object.fromEntries(names.map((name) => [name, value(name)])), { noNullPrototype: true });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Everything as the document says. */
function validParts(operation: DocumentedOperation): Parts {
  const parameters = parametersOf(operation);
  const placed = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const schema = bodySchema(operation);
  const pair = ({ name, schema }: Parameter) =>
    valueFor(schema).map((value): [string, string] => [name, textOf(value)]);
  const inQuery = placed('query');
  // The more parameters there are, the less likely that they go together.
  const query = fc
    .subarray(inQuery, { maxLength: Math.min(3, inQuery.length) })
    .chain((chosen) => fc.tuple(...inQuery.filter((one) => one.required || chosen.includes(one)).map(pair)));
  const named = (name: string) =>
    fc.oneof(
      { weight: 5, arbitrary: existing },
      {
        weight: 1,
        arbitrary: valueFor(placed('path').find((one) => one.name === name)?.schema ?? {}).map(
          (value): PathChoice => ({ text: textOf(value) }),
        ),
      },
    );
  const takes = (name: string) => placed('header').some((one) => one.name === name);
  return {
    path: recordOf(
      placed('path').map(({ name }) => name),
      named,
    ),
    query,
    headers: fc
      .record(
        {
          ...(takes('If-Match') && { 'If-Match': fc.constantFrom('*', '*', '"a.1", W/"b.2"') }),
          ...(takes('Idempotency-Key') && { 'Idempotency-Key': fc.stringMatching(/^[!-~]{22,40}$/) }),
        },
        { requiredKeys: [], noNullPrototype: true },
      )
      .map((headers): Record<string, string> => ({ ...headers })),
    body: schema ? valueFor(schema).map((value) => JSON.stringify(value)) : fc.constant(undefined),
  };
}

/** One change that makes a body that was allowed wrong, or at least unusual. */
function spoil(body: unknown, at: number, wrong: unknown): unknown {
  if (!isObject(body) || Array.isArray(body)) return wrong;
  const names = Object.keys(body);
  const name = names[at % (names.length + 1)];
  if (name === undefined) return { ...body, unknownField: wrong };
  return at % 2 === 0
    ? { ...body, [name]: wrong }
    : Object.fromEntries(Object.entries(body).filter(([other]) => other !== name));
}

const unknownQuery = fc.tuple(fc.constantFrom('unknown', 'limit', 'cursor', 'sort', ''), hostileText);
const wrongPath = fc.oneof(hostileText.map((text): PathChoice => ({ text })));

/** What is valid, with one fault in one place. */
function nearlyValidParts(operation: DocumentedOperation): fc.Arbitrary<Parts> {
  const valid = validParts(operation);
  const names = parametersOf(operation)
    .filter((one) => one.in === 'path')
    .map(({ name }) => name);
  const schema = bodySchema(operation);
  const faults: Parts[] = [
    { ...valid, query: fc.tuple(valid.query, unknownQuery).map(([pairs, extra]) => [...pairs, extra]) },
    {
      ...valid,
      headers: hostileText.map((text) => ({
        'If-Match': headerText(text),
        'Idempotency-Key': headerText(text),
      })),
    },
  ];
  if (names.length > 0) faults.push({ ...valid, path: recordOf(names, () => wrongPath) });
  if (schema) {
    const spoiled = fc
      .tuple(valueFor(schema), fc.nat({ max: 50 }), wrongValue)
      .map((parts) => JSON.stringify(spoil(...parts)));
    faults.push({ ...valid, body: spoiled }, { ...valid, body: spoiled }, { ...valid, body: spoiled });
  }
  return fc.constantFrom(...faults);
}

/** What a header can carry: Node sends nothing else. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\x80-\xff]/g, '').slice(0, 2_000);
}

const hostileBody = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    'null',
    '[]',
    '{',
    '{}}',
    '{"a":1,"a":2}',
    '{"__proto__":{"isSuper":true}}',
    '{"constructor":{"prototype":{"a":1}}}',
    `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
    '{"username":1e999}',
    '\ufeff{}',
    `{"username":"${'a'.repeat(300_000)}"}`,
  ),
);

const hostileHeaders = fc
  .record(
    {
      'Content-Type': fc.constantFrom(
        'text/plain',
        'application/xml',
        'application/json; charset=utf-16',
        'multipart/form-data',
        '',
      ),
      'Content-Encoding': fc.constantFrom('gzip', 'identity', 'x'),
      Accept: hostileText.map(headerText),
      Authorization: fc.oneof(
        hostileText.map(headerText),
        fc.constantFrom('Basic cm9vdDpyb290', 'Bearer', 'Bearer a b'),
      ),
      Cookie: hostileText.map(headerText),
      Origin: fc.constantFrom('null', 'https://elsewhere.example', ''),
      'If-Match': hostileText.map(headerText),
      'If-None-Match': fc.constantFrom('*', '"a"'),
      'Idempotency-Key': hostileText.map(headerText),
      'X-Request-Id': hostileText.map(headerText),
      'X-HTTP-Method-Override': fc.constantFrom('DELETE', 'GET'),
      'X-Forwarded-For': hostileText.map(headerText),
      Range: fc.constantFrom('bytes=0-1', 'x'),
      Expect: fc.constantFrom('something'),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .map((headers): Record<string, string> => ({ ...headers }));

/** Anything at all. */
function hostileParts(operation: DocumentedOperation): Parts {
  const names = parametersOf(operation)
    .filter((one) => one.in === 'path')
    .map(({ name }) => name);
  const raw = fc
    .constantFrom('%', '%ff', '%2e%2e', '%2F', '%00', '..', ';a=b', '@%F0')
    .map((text): PathChoice => ({ raw: text }));
  return {
    path: recordOf(names, () => fc.oneof({ weight: 3, arbitrary: existing }, wrongPath, raw)),
    query: fc.array(fc.tuple(hostileText, hostileText), { maxLength: 3 }),
    headers: hostileHeaders,
    body: fc.oneof(hostileBody, fc.constant(undefined)),
  };
}

/** Requests of an operation: half of them valid, the rest nearly valid or hostile; by every caller. */
export function requestOf(operation: DocumentedOperation): fc.Arbitrary<RequestPlan> {
  // Whoever may do much gets further; who may do what is tested elsewhere.
  const caller = fc.oneof(
    { weight: 3, arbitrary: fc.constant<CallerName>('super') },
    { weight: 1, arbitrary: fc.constant<CallerName>('admin') },
    { weight: 2, arbitrary: fc.constantFrom(...callerNames) },
  );
  const plan = (kind: RequestPlan['kind'], parts: Parts) =>
    fc.record({ kind: fc.constant(kind), caller, ...parts });
  return fc.oneof(
    { weight: 2, arbitrary: plan('valid', validParts(operation)) },
    {
      weight: 1,
      arbitrary: nearlyValidParts(operation).chain((parts) => plan('nearly valid', parts)),
    },
    { weight: 1, arbitrary: plan('hostile', hostileParts(operation)) },
  );
}
