import type { Operation } from '@roster/contract';
import type { ContractSchemas } from '../contract-schemas.ts';
import { nameOf } from '../convert-schemas.ts';
import type { JsonSchema } from '../json-schema.ts';

/** What an operation takes, as the client asks for it: the fields of path, query and body side by side. */
export interface OperationInput {
  readonly path: JsonSchema;
  readonly query: JsonSchema;
  /** Name and schema of the body. */
  readonly body: { readonly name: string; readonly schema: JsonSchema } | undefined;
  readonly pathFields: readonly string[];
  readonly queryFields: readonly string[];
  /** True if it takes nothing, or nothing that is required. */
  readonly isOptional: boolean;
}

/** Splits the input of an operation into its places, and makes sure that no two of them share a name. */
export function inputOf(operation: Operation, schemas: ContractSchemas): OperationInput {
  const path = schemas.parameters(operation, 'path');
  const query = schemas.parameters(operation, 'query');
  const body = operation.body ? bodyOf(nameOf(operation.body), schemas) : undefined;
  const parts = [path, query, body?.schema ?? {}];
  const names = parts.flatMap(fieldNames);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new Error(
      `${operation.operationId} has "${repeated}" in two places; the client could not tell them apart.`,
    );
  }
  return {
    path,
    query,
    body,
    pathFields: fieldNames(path),
    queryFields: fieldNames(query),
    isOptional: parts.every(({ required = [] }) => required.length === 0) && !body,
  };
}

function bodyOf(name: string, schemas: ContractSchemas) {
  const schema = schemas.requests.get(name);
  if (schema?.type !== 'object' || !schema.properties) throw new Error(`The body ${name} must be an object.`);
  return { name, schema };
}

function fieldNames({ properties = {} }: JsonSchema): string[] {
  return Object.keys(properties);
}
