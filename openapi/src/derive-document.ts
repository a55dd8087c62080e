import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { mapOperations, type Operation, operations } from '@roster/contract';
import { type ContractSchemas, convertContract } from './contract-schemas.ts';
import { describeOperation } from './describe-operation.ts';
import { idempotencyKeyParameter, ifMatchParameter } from './describe-parameters.ts';
import { bearerScheme, cookieScheme, info, servers, tags } from './describe-service.ts';
import { headers } from './headers.ts';
import { problemExample, problemResponse, problemSchema } from './problem-components.ts';
import { problemSetsOf } from './problem-sets.ts';

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;
type PathsObject = NonNullable<OpenApiDocument['paths']>;
type PathItemObject = PathsObject[string];

/** Derives the OpenAPI document from the contract; the same contract always gives the same document. */
export function deriveDocument(): OpenApiDocument {
  const schemas = convertContract();
  const registry = new OpenAPIRegistry();
  registerSchemas(registry, schemas);
  registerProblems(registry, schemas);
  for (const [name, header] of Object.entries(headers)) registry.registerComponent('headers', name, header);
  registry.registerComponent('parameters', 'IfMatch', ifMatchParameter);
  registry.registerComponent('parameters', 'IdempotencyKey', idempotencyKeyParameter(schemas));
  registry.registerComponent('securitySchemes', 'bearer', bearerScheme);
  registry.registerComponent('securitySchemes', 'cookie', cookieScheme);
  mapOperations((operation, operationId) => {
    registry.registerPath(describeOperation(operation, operationId, schemas));
  });
  const generated = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.1',
    info,
  });
  const { openapi, paths = {}, components = {} } = generated;
  return { openapi, info, servers, tags, paths: inOrderOfTrial(paths), components };
}

/**
 * Consoles show whole paths. A path comes where the last of its operations stands, which is the one that ends the thing
 * that the path names, so that the examples work from top to bottom.
 */
function inOrderOfTrial(paths: PathsObject): PathsObject {
  const order = Object.keys(operations);
  const placeOf = (item: PathItemObject) =>
    Math.max(...Object.values(item).map(({ operationId }) => order.indexOf(operationId)));
  return Object.fromEntries(Object.entries(paths).sort(([, a], [, b]) => placeOf(a) - placeOf(b)));
}

function registerSchemas(registry: OpenAPIRegistry, schemas: ContractSchemas): void {
  for (const [name, schema] of schemas.all) registry.registerComponent('schemas', name, schema);
}

function registerProblems(registry: OpenAPIRegistry, schemas: ContractSchemas): void {
  const table: Operation[] = Object.values(operations);
  const sets = new Map(table.flatMap(problemSetsOf).map((set) => [set.name, set]));
  const sorted = [...sets.values()].sort((a, b) => a.status - b.status || (a.name < b.name ? -1 : 1));
  for (const set of sorted) {
    registry.registerComponent('schemas', `${set.name}Problem`, problemSchema(schemas.problem, set));
    registry.registerComponent('responses', set.name, problemResponse(set));
  }
  for (const code of new Set(sorted.flatMap(({ codes }) => codes))) {
    const operation = table.find(({ allProblems }) => allProblems.includes(code));
    if (operation) registry.registerComponent('examples', code, problemExample(code, operation, schemas.all));
  }
}
