import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { deriveDocument } from '@roster/openapi';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import type { ObservedAnswer } from './check-answer.ts';

type ApiSpec = Parameters<typeof middleware>[0]['apiSpec'];
type Components = Record<string, Record<string, object>>;

interface DocumentParts {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: Components;
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly responses: object;
}

// Read as any client reads it, as JSON. The library would follow every example, and has no use for them.
const { paths, components, ...head } = JSON.parse(JSON.stringify(deriveDocument()), (key, value: unknown) =>
  key === 'examples' ? undefined : value,
) as DocumentParts;

/** Adds every component that this part of the document refers to, directly or not. */
function collect(part: object, found: Components): Components {
  for (const [key, value] of Object.entries(part)) {
    if (key === '$ref') {
      const [kind = '', name = ''] = String(value).split('/').slice(2);
      const component = components[kind]?.[name];
      if (!component || found[kind]?.[name]) continue;
      found[kind] = { ...found[kind], [name]: component };
      collect(component, found);
    } else if (typeof value === 'object' && value !== null) collect(value, found);
  }
  return found;
}

interface Part {
  readonly path: string;
  readonly apiSpec: ApiSpec;
}

/** The answers of one operation as a document of their own: the library takes most of a second for the whole one. */
function partOf(operationId: string): Part {
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.operationId !== operationId) continue;
      const { responses } = operation;
      const part = { paths: { [path]: { [method]: { responses } } }, components: collect(responses, {}) };
      // The tests of the document make sure that it has the form that the library expects.
      return { path, apiSpec: { ...head, ...part } as unknown as ApiSpec };
    }
  }
  throw new Error(`The document lacks ${operationId}.`);
}

interface Validator {
  /** A path of the operation. That of the request may be one that the library cannot read. */
  readonly path: string;
  readonly handlers: RequestHandler[];
}

const validators = new Map<string, Validator>();

function validatorOf(operationId: string): Validator {
  const known = validators.get(operationId);
  if (known) return known;
  const { path, apiSpec } = partOf(operationId);
  const handlers = middleware({
    apiSpec,
    ajvFormats: { mode: 'full' },
    validateApiSpec: false,
    validateRequests: false,
    validateSecurity: false,
    validateResponses: true,
    fileUploader: false,
    // It expects requests that it has added to, which it does itself in the first of its handlers.
  }) as unknown as RequestHandler[];
  const made = { path: path.replaceAll(/[{}]/g, ''), handlers };
  validators.set(operationId, made);
  return made;
}

/**
 * Holds an answer of this operation against the published document once more, with the validator of other people, so
 * that a misreading in `checkAnswer` cannot hide a fault. It looks at statuses below 500, and at bodies in JSON; the
 * others, the headers and the media type are left to `checkAnswer`.
 * @throws Error naming the deviation.
 */
export function checkAgain(operationId: string, answer: ObservedAnswer): Promise<void> {
  const { method, status, headers, text } = answer;
  const mediaType = headers.get('content-type');
  if (status >= 500 || (text !== '' && !/[/+]json\b/.test(mediaType ?? ''))) return Promise.resolve();
  return new Promise((resolve, reject) => {
    // The library sits in front of a service that gives the answer which was observed; nothing goes over a wire.
    const repeat: RequestHandler = (_, response) => {
      if (mediaType) response.setHeader('Content-Type', mediaType);
      response.status(status).json(text === '' ? undefined : JSON.parse(text));
      resolve();
    };
    const refuse: ErrorRequestHandler = (error: Error, _request, _response, _next) =>
      reject(new Error(`${operationId} answering ${status}, as another reads it: ${error.message}. ${text}`));
    const { path, handlers } = validatorOf(operationId);
    const request = new IncomingMessage(new Socket());
    request.method = method;
    request.url = path;
    express().use(handlers, repeat, refuse)(request, new ServerResponse(request));
  });
}
