import type { Operation } from '@roster/contract';
import type { ContractSchemas, ParameterPlace } from './contract-schemas.ts';
import { exampleOf } from './example-of.ts';
import { type JsonSchema, typesOf } from './json-schema.ts';

const tag: JsonSchema = { type: 'string', examples: ['"0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70.1"'] };

/** The header that makes a change depend on the version it was meant for. */
export const ifMatchParameter = {
  name: 'If-Match',
  in: 'header' as const,
  required: false,
  description:
    'The ETag of the version that is to be changed. If the resource has another one by now, nothing is done and the answer is 412 `version-mismatch`.',
  schema: tag,
};

/** The header that makes a request repeatable. */
export function idempotencyKeyParameter({ idempotencyKey }: ContractSchemas) {
  const { description, ...schema } = idempotencyKey;
  if (!description) throw new Error('The Idempotency-Key needs a description.');
  return { name: 'Idempotency-Key', in: 'header' as const, required: false, description, schema };
}

/** The parameters of an operation: path, query, headers. */
export function describeParameters(operation: Operation, schemas: ContractSchemas) {
  return [
    ...describePlace(operation, 'path', schemas),
    ...describePlace(operation, 'query', schemas),
    ...(operation.ifMatch ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
    ...(operation.takesIdempotencyKey ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
}

function describePlace(operation: Operation, place: ParameterPlace, schemas: ContractSchemas) {
  const { properties = {}, required = [] } = schemas.parameters(operation, place);
  return Object.entries(properties).map(([name, { description, ...schema }]) => {
    if (!description) throw new Error(`${operation.operationId}: the parameter ${name} needs a description.`);
    return {
      name,
      in: place,
      required: required.includes(name),
      description,
      schema,
      ...(typesOf(schema).includes('array') && { style: 'form' as const, explode: true }),
      // A query is left free of examples: consoles would send them along as filters.
      ...(place === 'path' && { example: exampleOf(schema, schemas.requests) }),
    };
  });
}
