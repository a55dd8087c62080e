import { IdempotencyKey, type Operation, operations } from '@roster/contract';
import type { ZodObject, ZodType } from 'zod';
import { convertSchemas, nameOf, reachableNames } from './convert-schemas.ts';
import { type JsonSchema, schemaReference } from './json-schema.ts';

/** Where a parameter stands in a request. */
export type ParameterPlace = 'path' | 'query';

/** Every schema of the contract, converted. */
export interface ContractSchemas {
  /** What clients send, by name. */
  readonly requests: ReadonlyMap<string, JsonSchema>;
  /** What clients are sent, by name. */
  readonly answers: ReadonlyMap<string, JsonSchema>;
  /** Both. */
  readonly all: ReadonlyMap<string, JsonSchema>;
  /** Schemas of the contract that are used outside of bodies: the general form of a problem and its parts. */
  readonly problem: JsonSchema;
  readonly idempotencyKey: JsonSchema;
  readonly parameters: (operation: Operation, place: ParameterPlace) => JsonSchema;
}

/** Converts the schemas of all operations. */
export function convertContract(): ContractSchemas {
  const table: Operation[] = Object.values(operations);
  const parameterSchemas = table.flatMap(({ pathParams, query }) => present(pathParams, query));
  const input = convertSchemas('input', [...parameterSchemas, IdempotencyKey]);
  const output = convertSchemas('output', []);

  const sent = bodies(table.map(({ body }) => body));
  const answered = bodies(table.flatMap(({ success }) => [success.body, success.stream?.item]));
  const validationError = { $ref: schemaReference('ValidationError') };
  const requests = pick(input.named, [...sent, ...parameterSchemas.map(input.find)]);
  const answers = pick(output.named, [...answered, validationError]);
  assertSameWhereShared(requests, answers);

  const problem = output.named.get('Problem');
  if (!problem) throw new Error('The contract has no schema named Problem.');
  return {
    requests,
    answers,
    all: new Map([...requests, ...answers].sort(([a], [b]) => (a < b ? -1 : 1))),
    problem,
    idempotencyKey: input.find(IdempotencyKey),
    parameters: (operation, place) => {
      const schema = place === 'path' ? operation.pathParams : operation.query;
      return schema ? input.find(schema) : {};
    },
  };
}

function present(...schemas: (ZodObject | undefined)[]): ZodObject[] {
  return schemas.filter((schema) => schema !== undefined);
}

function bodies(schemas: (ZodType | undefined)[]): JsonSchema[] {
  return schemas
    .filter((schema) => schema !== undefined)
    .map((schema) => ({ $ref: schemaReference(nameOf(schema)) }));
}

function pick(named: ReadonlyMap<string, JsonSchema>, roots: JsonSchema[]): Map<string, JsonSchema> {
  const names = reachableNames(roots, named);
  return new Map([...named].filter(([name]) => names.has(name)));
}

/** One name cannot mean two things: an object that is sent and answered with different rules needs two names. */
function assertSameWhereShared(requests: Map<string, JsonSchema>, answers: Map<string, JsonSchema>): void {
  for (const [name, schema] of requests) {
    const other = answers.get(name);
    if (other && JSON.stringify(other) !== JSON.stringify(schema)) {
      throw new Error(
        `${name} is used in requests and in answers, but is not the same in both: name them apart.`,
      );
    }
  }
}
