import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { type AnswerHeader, basePath, type Operation, type OperationId } from '@roster/contract';
import { answerExamples } from './answer-examples.ts';
import type { ContractSchemas } from './contract-schemas.ts';
import { nameOf } from './convert-schemas.ts';
import { accessSentences } from './describe-access.ts';
import { describeParameters } from './describe-parameters.ts';
import { describeStream } from './describe-stream.ts';
import { exampleOf } from './example-of.ts';
import { headerReference, type headers, rateLimitHeaders } from './headers.ts';
import { schemaReference } from './json-schema.ts';
import { problemSetsOf } from './problem-sets.ts';

const componentOfHeader = {
  ETag: 'ETag',
  Location: 'Location',
  'Content-Location': 'ContentLocation',
  'Content-Disposition': 'ContentDisposition',
} as const satisfies Record<AnswerHeader, keyof typeof headers>;

const methods = { GET: 'get', POST: 'post', PATCH: 'patch', PUT: 'put', DELETE: 'delete' } as const;

/** The path of an operation as the document writes it. */
export function documentPath(operation: Operation): string {
  return `${basePath}${operation.path.replaceAll(/:(\w+)/g, '{$1}')}`;
}

/** The statuses of success, ascending. */
export function successStatuses({ success }: Operation): number[] {
  return success.createdStatus === undefined ? [success.status] : [success.status, success.createdStatus];
}

/** What the document says about one operation. */
export function describeOperation(
  operation: Operation,
  operationId: OperationId,
  schemas: ContractSchemas,
): RouteConfig {
  const { access, fieldPermissions } = operation;
  const parameters = describeParameters(operation, schemas);
  const body = describeBody(operation, schemas);
  return {
    operationId,
    tags: [operation.tag],
    summary: operation.summary,
    description: `${operation.description}\n\n${accessSentences(operation)}`,
    'x-required-credential': access.credential,
    'x-required-permission': [...access.permissions],
    ...(fieldPermissions && { 'x-field-permissions': fieldPermissions }),
    security: access.credential === 'none' ? [] : [{ bearer: [] }, { cookie: [] }],
    method: methods[operation.method],
    path: documentPath(operation),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { request: { body } }),
    responses: {
      ...Object.fromEntries(
        successStatuses(operation).map((status) => [
          status,
          describeSuccess(operation, operationId, schemas),
        ]),
      ),
      ...Object.fromEntries(
        problemSetsOf(operation).map(({ status, name }) => [
          status,
          { $ref: `#/components/responses/${name}` },
        ]),
      ),
    },
  };
}

function describeBody({ body }: Operation, schemas: ContractSchemas) {
  if (!body) return undefined;
  const schema = { $ref: schemaReference(nameOf(body)) };
  const description = schemas.requests.get(nameOf(body))?.description ?? '';
  const example = exampleOf(schema, schemas.requests);
  return { description, required: true, content: { 'application/json': { schema, example } } };
}

function describeSuccess(
  { success, guessable, takesIdempotencyKey }: Operation,
  operationId: OperationId,
  schemas: ContractSchemas,
) {
  const named = (success.headers ?? []).map((name) => [name, headerReference(componentOfHeader[name])]);
  return {
    description: success.description,
    headers: {
      ...Object.fromEntries(named),
      ...(takesIdempotencyKey && { 'Idempotency-Replayed': headerReference('IdempotencyReplayed') }),
      ...(guessable && rateLimitHeaders),
      ...(success.cookies && { 'Set-Cookie': headerReference('SetCookie') }),
      'X-Request-Id': headerReference('XRequestId'),
    },
    ...(success.body && {
      content: { 'application/json': describeAnswer(nameOf(success.body), operationId, schemas) },
    }),
    ...(success.stream && { content: describeStream(success.stream, schemas) }),
  };
}

function describeAnswer(name: string, operationId: OperationId, schemas: ContractSchemas) {
  const schema = { $ref: schemaReference(name) };
  const general = exampleOf(schema, schemas.answers);
  return { schema, example: Object.assign({}, general, answerExamples[operationId]) };
}
