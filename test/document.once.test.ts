import { Problem, problems, statusOfProblem } from '@roster/contract';
import { renderJson, renderYaml } from '@roster/openapi';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clientFiles } from '../openapi/src/client/client-files.ts';
import type { JsonSchema } from '../openapi/src/json-schema.ts';
import {
  type Answer,
  answerOf,
  committed,
  derived,
  document,
  documented,
  examples,
  faults,
  headers,
  isObject,
  resolve,
  responses,
  schemas,
  table,
  visit,
} from './support/document.ts';

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
    const { status: ok, createdStatus = ok } = operation.success;
    const statuses = new Set([ok, createdStatus, ...operation.allProblems.map(statusOfProblem)]);
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
      expect(described.security).toEqual(
        operation.access.credential === 'none' ? [] : [{ bearer: [] }, { cookie: [] }],
      );
      for (const permission of operation.access.permissions)
        expect(described.description).toContain(`\`${permission}\``);
      const shapes = { path: operation.pathParams?.shape ?? {}, query: operation.query?.shape ?? {} };
      const expected = Object.entries(shapes).flatMap(([place, shape]) =>
        Object.keys(shape).map((name) => `${place} ${name}`),
      );
      if (operation.ifMatch) expected.push('header If-Match');
      if (operation.takesIdempotencyKey) expected.push('header Idempotency-Key');
      const parameters = (described.parameters ?? []).map((one) => (one.$ref ? resolve(one.$ref) : one));
      expect(parameters.map((one) => (isObject(one) ? `${one.in} ${one.name}` : one))).toEqual(expected);
    },
  );

  test('publish the defaults of query parameters', () => {
    const parameters = documented('listUsers').parameters ?? [];
    const defaults = parameters.map(({ name, schema }) => [name, schema?.default]);
    expect(defaults.filter(([, value]) => value !== undefined)).toEqual([
      ['limit', 50],
      ['sort', '-createdAt'],
      ['count', 'none'],
    ]);
    expect(defaults).toContainEqual(['cursor', undefined]);
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

  test('says how long a text in a request may be', () => {
    const isBounded = ({ enum: values, pattern, format, maxLength }: JsonSchema) =>
      (values ?? pattern ?? maxLength) !== undefined || ['uuid', 'date-time', 'date'].includes(format ?? '');
    for (const [name, schema] of Object.entries(schemas)) {
      if (!name.endsWith('Request')) continue;
      visit(schema, name, (node: JsonSchema, path) => {
        if (node.type === 'string') expect(isBounded(node), path).toBe(true);
      });
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
