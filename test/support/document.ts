import { readFileSync } from 'node:fs';
import { type Operation, operations } from '@roster/contract';
import { deriveDocument, renderJson } from '@roster/openapi';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonSchema } from '../../openapi/src/json-schema.ts';

export interface Content {
  schema: JsonSchema;
  example?: unknown;
  examples?: Record<string, { $ref: string }>;
}

export interface Answer {
  description: string;
  headers: Record<string, { $ref: string }>;
  content?: Record<string, Content>;
}

export interface DocumentedOperation {
  operationId: string;
  tags: string[];
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

export interface DocumentShape {
  tags: { name: string }[];
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, Answer>;
    examples: Record<string, { value: { code: string; status: number } }>;
    headers: Record<string, { schema: JsonSchema }>;
  };
}

export const derived = deriveDocument();
// The document is read as any client reads it: as JSON whose shape the tests below make sure of.
export const document = JSON.parse(renderJson(derived)) as DocumentShape;
export const { schemas, responses, examples, headers } = document.components;
export const table: [string, Operation][] = Object.entries(operations);

export const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
addFormats.default(ajv);
ajv.addFormat('password', true);
ajv.addVocabulary(['components']);
ajv.addSchema({ $id: 'openapi', components: document.components });

export function committed(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

export function documented(operationId: string): DocumentedOperation {
  const all = Object.values(document.paths).flatMap((item) => Object.values(item));
  const found = all.find((operation) => operation.operationId === operationId);
  if (!found) throw new Error(`The document lacks ${operationId}.`);
  return found;
}

export function resolve(reference: string): unknown {
  return reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), document);
}

export function answerOf(operation: DocumentedOperation, status: number): Answer {
  const answer = operation.responses[status];
  if (!answer) throw new Error(`${operation.operationId} lacks ${status}.`);
  return '$ref' in answer ? (resolve(answer.$ref) as Answer) : answer;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function visit(
  node: unknown,
  path: string,
  visitor: (value: Record<string, unknown>, path: string) => void,
): void {
  if (!isObject(node)) return;
  if (!Array.isArray(node)) visitor(node, path);
  for (const [key, value] of Object.entries(node)) visit(value, `${path}/${key}`, visitor);
}

export const validators = new Map<string, ValidateFunction>();

/** The faults that the document finds in a value; a schema of the document may refer to its components. */
export function faults(schema: JsonSchema, value: unknown): string[] {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"openapi#/');
  const validate = validators.get(text) ?? ajv.compile(JSON.parse(text));
  validators.set(text, validate);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
