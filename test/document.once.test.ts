import { readFileSync } from 'node:fs';
import { type Operation, operations, Problem, problems, statusOfProblem } from '@roster/contract';
import { deriveDocument, renderJson, renderYaml } from '@roster/openapi';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ZodObject, type ZodType } from 'zod';
import { clientFiles } from '../openapi/src/client/client-files.ts';
import type { JsonSchema } from '../openapi/src/json-schema.ts';

interface Content {
  schema: JsonSchema;
  example?: unknown;
  examples?: Record<string, { $ref: string }>;
}

interface Answer {
  description: string;
  headers: Record<string, { $ref: string }>;
  content?: Record<string, Content>;
}

interface DocumentedOperation {
  operationId: string;
  description: string;
  security: unknown[];
  parameters?: {
    $ref?: string;
    name?: string;
    in?: string;
    description?: string;
    schema?: JsonSchema;
    example?: unknown;
  }[];
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, Answer | { $ref: string }>;
}

interface DocumentShape {
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, Answer>;
    examples: Record<string, { value: { code: string; status: number } }>;
    headers: Record<string, { schema: JsonSchema }>;
  };
}

const derived = deriveDocument();
// The document is read as any client reads it: as JSON whose shape the tests below make sure of.
const document = JSON.parse(renderJson(derived)) as DocumentShape;
const { schemas, responses, examples, headers } = document.components;
const table: [string, Operation][] = Object.entries(operations);

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
addFormats.default(ajv);
ajv.addFormat('password', true);
ajv.addVocabulary(['components']);
ajv.addSchema({ $id: 'openapi', components: document.components });

function committed(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}

function documented(operationId: string): DocumentedOperation {
  const all = Object.values(document.paths).flatMap((item) => Object.values(item));
  const found = all.find((operation) => operation.operationId === operationId);
  if (!found) throw new Error(`The document lacks ${operationId}.`);
  return found;
}

function resolve(reference: string): unknown {
  return reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), document);
}

function answerOf(operation: DocumentedOperation, status: number): Answer {
  const answer = operation.responses[status];
  if (!answer) throw new Error(`${operation.operationId} lacks ${status}.`);
  return '$ref' in answer ? (resolve(answer.$ref) as Answer) : answer;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function visit(
  node: unknown,
  path: string,
  visitor: (value: Record<string, unknown>, path: string) => void,
): void {
  if (!isObject(node)) return;
  if (!Array.isArray(node)) visitor(node, path);
  for (const [key, value] of Object.entries(node)) visit(value, `${path}/${key}`, visitor);
}

const validators = new Map<string, ValidateFunction>();

/** The faults that the document finds in a value; a schema of the document may refer to its components. */
function faults(schema: JsonSchema, value: unknown): string[] {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"openapi#/');
  const validate = validators.get(text) ?? ajv.compile(JSON.parse(text));
  validators.set(text, validate);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the committed files', () => {
  test('are what the contract derives', () => {
    expect(committed('openapi/openapi.json')).toBe(renderJson(derived));
    expect(committed('openapi/openapi.yaml')).toBe(renderYaml(derived));
  });

  test('say the same in YAML and JSON', () => {
    expect(parse(committed('openapi/openapi.yaml'))).toEqual(document);
  });

  test.each(Object.entries(clientFiles()))(
    'client/src/generated/%s is what the contract derives',
    (name, text) => {
      expect(committed(`client/src/generated/${name}`)).toBe(text);
    },
  );
});

describe('the document and the contract', () => {
  test('have the same operations', () => {
    const inDocument = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, { operationId }]) => `${operationId}: ${method} ${path}`),
    );
    const inContract = table.map(
      ([id, { method, path }]) =>
        `${id}: ${method.toLowerCase()} /api/v1${path.replaceAll(/:(\w+)/g, '{$1}')}`,
    );
    expect(inDocument.sort()).toEqual(inContract.sort());
  });

  test.each(table)('%s answers with the same statuses and codes', (operationId, operation) => {
    const described = documented(operationId);
    const statuses = new Set([operation.success.status, ...operation.allProblems.map(statusOfProblem)]);
    expect(Object.keys(described.responses).map(Number)).toEqual([...statuses].sort((a, b) => a - b));
    for (const status of statuses) {
      const codes = operation.allProblems.filter((code) => statusOfProblem(code) === status);
      if (codes.length > 0) expect(codesOf(answerOf(described, status))).toEqual(codes);
    }
  });

  test.each(table)(
    '%s asks for the same credential, permissions and parameters',
    (operationId, operation) => {
      const described = documented(operationId);
      expect(described.security).toEqual(operation.access.credential === 'none' ? [] : [{ bearer: [] }]);
      for (const permission of operation.access.permissions)
        expect(described.description).toContain(`\`${permission}\``);
      const shapes = { path: operation.pathParams?.shape ?? {}, query: operation.query?.shape ?? {} };
      const expected = Object.entries(shapes).flatMap(([place, shape]) =>
        Object.keys(shape).map((name) => `${place} ${name}`),
      );
      if (operation.ifMatch) expected.push('header If-Match');
      const parameters = (described.parameters ?? []).map((one) => (one.$ref ? resolve(one.$ref) : one));
      expect(parameters.map((one) => (isObject(one) ? `${one.in} ${one.name}` : one))).toEqual(expected);
    },
  );

  test('publish the defaults of query parameters', () => {
    const parameters = documented('listUsers').parameters ?? [];
    expect(parameters.map(({ name, schema }) => [name, schema?.default])).toEqual([
      ['limit', 50],
      ['cursor', undefined],
      ['sort', '-createdAt'],
    ]);
  });
});

function codesOf(answer: Answer): unknown[] | undefined {
  const reference = answer.content?.['application/problem+json']?.schema.$ref ?? '';
  const schema = resolve(reference) as JsonSchema;
  return schema.properties?.code?.enum;
}

describe('the document', () => {
  test('has no reference that leads nowhere, and no component that nothing leads to', () => {
    const used = new Set<string>();
    visit(document, '', ({ $ref }, path) => {
      if (typeof $ref !== 'string') return;
      expect(resolve($ref), `${path}: ${$ref}`).toBeDefined();
      used.add($ref);
    });
    for (const kind of ['schemas', 'responses', 'examples', 'headers'] as const) {
      for (const name of Object.keys(document.components[kind])) {
        expect(used, `${kind}/${name}`).toContain(`#/components/${kind}/${name}`);
      }
    }
  });

  test('describes every schema, field, parameter and answer', () => {
    for (const [name, schema] of Object.entries(schemas)) {
      expect(schema.description, name).toBeTruthy();
      for (const [field, part] of Object.entries(schema.properties ?? {})) {
        expect(part.description ?? part.$ref, `${name}.${field}`).toBeTruthy();
      }
    }
    for (const [id] of table) {
      for (const parameter of documented(id).parameters ?? []) {
        expect(parameter.description ?? parameter.$ref, id).toBeTruthy();
      }
      for (const answer of Object.values(documented(id).responses)) {
        expect('$ref' in answer ? answer.$ref : answer.description, id).toBeTruthy();
      }
    }
  });

  test('closes the objects of requests and leaves those of answers open', () => {
    for (const [name, { type, additionalProperties }] of Object.entries(schemas)) {
      if (type === 'object')
        expect(additionalProperties, name).toBe(name.endsWith('Request') ? false : undefined);
    }
  });

  test('writes every problem as one flat object with one example per code', () => {
    for (const [name, { content }] of Object.entries(responses)) {
      const { schema, examples: listed = {} } = content?.['application/problem+json'] ?? { schema: {} };
      expect(schema.$ref).toBe(`#/components/schemas/${name}Problem`);
      const problem = resolve(schema.$ref ?? '') as JsonSchema;
      expect(Object.keys(problem).sort()).toEqual(['description', 'properties', 'required', 'type']);
      expect(Object.keys(listed)).toEqual(problem.properties?.code?.enum);
    }
  });

  test('gives for every code an example that the contract accepts too', () => {
    for (const [code, { value }] of Object.entries(examples)) {
      expect(Problem.parse(value).code).toBe(code);
      expect(value.status).toBe(problems[code as keyof typeof problems].status);
    }
  });

  test('asks for a Retry-After with every 503 and for a WWW-Authenticate with every 401', () => {
    const demanded: Record<number, string> = { 401: 'WWW-Authenticate', 412: 'ETag', 503: 'Retry-After' };
    for (const [id, operation] of table) {
      for (const status of new Set(operation.allProblems.map(statusOfProblem))) {
        const names = Object.keys(answerOf(documented(id), status).headers);
        expect(names, `${id} ${status}`).toContain('X-Request-Id');
        if (demanded[status]) expect(names, `${id} ${status}`).toContain(demanded[status]);
      }
    }
  });
});

describe('every example follows its schema:', () => {
  test('those of schemas and of their fields', () => {
    visit(document.components, '#/components', (node, path) => {
      if (!Array.isArray(node.examples) || /\/(examples|properties)$/.test(path)) return;
      const schema: JsonSchema = node;
      for (const example of node.examples) expect(faults(schema, example), path).toEqual([]);
    });
  });

  test.each(table)('those of %s', (operationId) => {
    const operation = documented(operationId);
    const contents = [
      operation.requestBody?.content,
      ...Object.keys(operation.responses).map((status) => {
        return answerOf(operation, Number(status)).content;
      }),
    ];
    for (const content of contents.flatMap((one) => Object.values(one ?? {}))) {
      const values = Object.values(content.examples ?? {}).map(
        ({ $ref }) => (resolve($ref) as { value: unknown }).value,
      );
      if (content.example !== undefined) values.push(content.example);
      expect(values.length).toBeGreaterThan(0);
      for (const value of values) expect(faults(content.schema, value)).toEqual([]);
    }
    for (const { schema, example } of operation.parameters ?? []) {
      if (schema && example !== undefined) expect(faults(schema, example)).toEqual([]);
    }
  });

  test('those of headers', () => {
    for (const { schema } of Object.values(headers)) {
      expect(schema.examples?.map((example) => faults(schema, example))).toEqual([[]]);
    }
  });
});

/** The rules that JSON Schema has no words for; everything else the document must say. */
const inexpressible = new Set([
  'invalid_username',
  'invalid_email',
  'invalid_text',
  'required',
  'too_many',
  'too_large',
  'too_deep',
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
