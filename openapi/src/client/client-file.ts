import { mapOperations, type Operation, type OperationId } from '@roster/contract';
import type { ContractSchemas } from '../contract-schemas.ts';
import { accessSentences } from '../describe-access.ts';
import { exampleOf } from '../example-of.ts';
import { inputOf } from './input-of.ts';
import { optionsOf } from './options-of.ts';
import { docText, generatedNotice, literalText, typeName, unionText } from './type-text.ts';

/** The text of `client.ts`: the methods of the client, each with its documentation. */
export function clientFile(schemas: ContractSchemas): string {
  const methods = Object.values(mapOperations((operation, id) => methodText(operation, id, schemas)));
  const rawMethods = Object.values(mapOperations((operation, id) => rawMethodText(operation, id, schemas)));
  const optionTypes = [
    ...new Set(Object.values(mapOperations((operation) => optionsOf(operation).typeName))),
  ];
  return [
    generatedNotice,
    `import type { ${optionTypes.join(', ')} } from '../call.ts';\nimport type * as types from './types.ts';\n`,
    `${docText(['The operations of the service. A problem is thrown as a ProblemError.'])}export interface Client {`,
    `${methods.join('\n')}`,
    `${docText(['The same operations, with problems returned instead of thrown.'], '  ')}  readonly raw: RawClient;\n}\n`,
    `${docText(['The operations of the service, answering with status and headers too. Problems are returned.'])}export interface RawClient {\n${rawMethods.join('')}}\n`,
    `${docText(['The operations that read.'])}export type ReadOperation = ${namesText(({ method, success }) => method === 'GET' && !success.stream)};\n`,
    `${docText(['The operations that answer with a page of a list.'])}export type ListOperation = ${namesText((operation) => inputOf(operation, schemas).queryFields.includes('cursor'))};\n`,
    `${docText(['The operations that answer with a stream.'])}export type StreamOperation = ${namesText(({ success }) => success.stream !== undefined)};\n`,
  ].join('\n');
}

function namesText(isWanted: (operation: Operation) => boolean): string {
  const names = Object.values(mapOperations((operation, id) => (isWanted(operation) ? [id] : [])));
  return unionText(names.flat());
}

function methodText(operation: Operation, operationId: OperationId, schemas: ContractSchemas): string {
  const doc = [
    `${operation.summary}.`.replace('?.', '?'),
    operation.description,
    ...(operation.success.stream ? [streamText] : []),
    accessSentences(operation),
    `@example\n${exampleCall(operation, operationId, schemas)}`,
    `@throws ProblemError with the code ${operation.allProblems.map((code) => `\`${code}\``).join(', ')}.`,
  ];
  const answer = `types.${typeName(operationId)}Answer`;
  return `${docText(doc, '  ')}  readonly ${operationId}: (${parametersText(operation, operationId, schemas)}) => Promise<${answer}>;\n`;
}

const streamText =
  'The answer is there when the stream begins, and so is what `timeoutMs` covers; the `signal` aborts it later too. It is read once: iterate over it, which throws a NetworkError if it breaks off, or take the bytes of its `response`, which are all there is of a format other than `ndjson`.';

function rawMethodText(operation: Operation, operationId: OperationId, schemas: ContractSchemas): string {
  const answer = `types.${typeName(operationId)}RawAnswer`;
  return `  readonly ${operationId}: (${parametersText(operation, operationId, schemas)}) => Promise<${answer}>;\n`;
}

function parametersText(operation: Operation, operationId: OperationId, schemas: ContractSchemas): string {
  const { isOptional } = inputOf(operation, schemas);
  const options = optionsOf(operation).typeName;
  return `input${isOptional ? '?' : ''}: types.${typeName(operationId)}Input, options?: ${options}`;
}

function exampleCall(operation: Operation, operationId: OperationId, schemas: ContractSchemas): string {
  const { path, body, isOptional } = inputOf(operation, schemas);
  const fields = [path, body?.schema ?? {}].filter(({ properties }) => properties);
  const input = Object.assign({}, ...fields.map((schema) => exampleOf(schema, schemas.requests)));
  const call = `await client.${operationId}(${isOptional ? '' : literalText(input)})`;
  if (operation.success.stream) return `for await (const item of ${call}) console.log(item);`;
  return `${operation.success.body ? 'const answer = ' : ''}${call};`;
}
