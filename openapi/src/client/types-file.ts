import { mapOperations, type Operation, problems, statusOfProblem } from '@roster/contract';
import type { ContractSchemas } from '../contract-schemas.ts';
import { nameOf } from '../convert-schemas.ts';
import { successStatuses } from '../describe-operation.ts';
import type { JsonSchema } from '../json-schema.ts';
import type { Direction } from '../tidy-schema.ts';
import { inputOf } from './input-of.ts';
import { docText, fieldsText, generatedNotice, typeName, typeText, unionText } from './type-text.ts';

/** The text of `types.ts`: every type of the contract, flat, so that consumers check fast. */
export function typesFile(schemas: ContractSchemas): string {
  const named = [...schemas.all].map(([name, schema]) => {
    return namedText(name, schema, schemas.requests.has(name) ? 'input' : 'output');
  });
  const perOperation = mapOperations((operation, operationId) =>
    operationText(operation, operationId, schemas),
  );
  const imports =
    "import type { RawFailure, RawSuccess } from '../call.ts';\nimport type { ItemStream } from '../item-stream.ts';\n";
  return [
    generatedNotice,
    imports,
    problemText(schemas.problem),
    ...named,
    ...Object.values(perOperation),
  ].join('\n');
}

function namedText(name: string, schema: JsonSchema, direction: Direction): string {
  const doc = docText([schema.description ?? '']);
  if (schema.type !== 'object' || !schema.properties)
    return `${doc}export type ${name} = ${typeText(schema, direction)};\n`;
  return `${doc}export interface ${name} {\n${fieldsText(schema, direction)}}\n`;
}

function problemText(problem: JsonSchema): string {
  const fields = fieldsText(problem, 'output').replace(/^ {2}code: .*;$/m, '  code: Code;');
  return [
    docText(['The stable name of a problem. A newer service may use one that is not listed here.']),
    `export type ProblemCode = ${unionText(Object.keys(problems))};\n\n`,
    docText([problem.description ?? '']),
    `export interface Problem<Code extends ProblemCode = ProblemCode> {\n${fields}}\n`,
  ].join('');
}

function operationText(operation: Operation, operationId: string, schemas: ContractSchemas): string {
  const name = typeName(operationId);
  const { body, stream } = operation.success;
  const item = stream && `ItemStream<${nameOf(stream.item)}>`;
  const answer = body ? nameOf(body) : (item ?? 'undefined');
  return [
    docText([`What ${operationId} takes.`]),
    inputText(`${name}Input`, operation, schemas),
    docText([`What ${operationId} answers with.`]),
    `export type ${name}Answer = ${answer};\n`,
    docText([`The problems that ${operationId} can answer with.`]),
    `export type ${name}ProblemCode = ${unionText(operation.allProblems)};\n`,
    docText([`What a raw call of ${operationId} answers with.`]),
    `export type ${name}RawAnswer = ${rawText(operation, `${name}Answer`)};\n`,
  ].join('');
}

/** A union with a member per status, so that the status tells which problems there can be. */
function rawText(operation: Operation, answer: string): string {
  const success = successStatuses(operation).map((status) => `RawSuccess<${answer}, ${status}>`);
  const statuses = [...new Set(operation.allProblems.map(statusOfProblem))];
  const failures = statuses.map((status) => {
    const codes = operation.allProblems.filter((code) => statusOfProblem(code) === status);
    return `RawFailure<${status}, ${unionText(codes)}>`;
  });
  return `\n  | ${[...success, ...failures].join('\n  | ')}`;
}

function inputText(name: string, operation: Operation, schemas: ContractSchemas): string {
  const { path, query, body } = inputOf(operation, schemas);
  const fields = fieldsText(path, 'input') + fieldsText(query, 'input');
  if (fields !== '') return `export interface ${name}${body ? ` extends ${body.name}` : ''} {\n${fields}}\n`;
  return `export type ${name} = ${body?.name ?? 'Record<string, never>'};\n`;
}
