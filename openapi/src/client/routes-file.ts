import { mapOperations, type Operation, type OperationId } from '@roster/contract';
import type { ContractSchemas } from '../contract-schemas.ts';
import { documentPath } from '../describe-operation.ts';
import { inputOf } from './input-of.ts';
import { docText, generatedNotice, literalText } from './type-text.ts';

/** The text of `routes.ts`: all that the client needs to know about an operation at run time. */
export function routesFile(schemas: ContractSchemas): string {
  const routes = mapOperations((operation, operationId) => routeText(operation, operationId, schemas));
  return [
    generatedNotice,
    "import type { Route } from '../call.ts';\nimport type { RawClient } from './client.ts';\n",
    `${docText(['How each operation is called.'])}export const routes: Readonly<Record<keyof RawClient, Route>> = {`,
    `${Object.values(routes).join('')}};\n`,
  ].join('\n');
}

function routeText(operation: Operation, operationId: OperationId, schemas: ContractSchemas): string {
  const { pathFields, queryFields } = inputOf(operation, schemas);
  const route = {
    method: operation.method,
    path: documentPath(operation),
    pathFields,
    queryFields,
    headerFields: operation.ifMatch ? ['If-Match'] : [],
    hasBody: operation.body !== undefined,
    status: operation.success.status,
    isPublic: operation.access.credential === 'none',
  };
  return `  ${operationId}: ${literalText(route)},\n`;
}
