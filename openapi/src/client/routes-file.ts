import { basePath, mapOperations, type Operation } from '@roster/contract';
import type { ContractSchemas } from '../contract-schemas.ts';
import { documentPath } from '../describe-operation.ts';
import { inputOf } from './input-of.ts';
import { optionsOf } from './options-of.ts';
import { docText, generatedNotice, literalText } from './type-text.ts';

/** The text of `routes.ts`: all that the client needs to know about an operation at run time. */
export function routesFile(schemas: ContractSchemas): string {
  const routes = mapOperations(
    (operation, id) => `  ${id}: ${literalText(routeText(operation, schemas))},\n`,
  );
  const doc = [
    'How each operation is called: method, path, a question mark if there is a query, and letters.',
    'b: it has a body. e: its success has none. i: it takes If-Match. k: it takes Idempotency-Key. p: it needs no credential. s: its success is a stream.',
  ];
  return [
    generatedNotice,
    "import type { RawClient } from './client.ts';\n",
    `${docText(['Where every operation lives.'])}export const basePath = ${literalText(basePath)};\n`,
    `${docText(doc)}export const routes: Readonly<Record<keyof RawClient, string>> = {\n${Object.values(routes).join('')}};\n`,
  ].join('\n');
}

function routeText(operation: Operation, schemas: ContractSchemas): string {
  const { queryFields } = inputOf(operation, schemas);
  const { ifMatch, idempotencyKey } = optionsOf(operation);
  const path = documentPath(operation).slice(basePath.length);
  const letters = [
    operation.body && 'b',
    operation.success.status === 204 && 'e',
    ifMatch && 'i',
    idempotencyKey && 'k',
    operation.access.credential === 'none' && 'p',
    operation.success.stream && 's',
  ];
  // Without a body, whatever is not in the path is in the query, and need not be listed.
  const query = queryFields.length > 0 ? `?${operation.body ? queryFields.join('&') : ''}` : '';
  return `${operation.method} ${path}${query} ${letters.filter(Boolean).join('')}`.trimEnd();
}
