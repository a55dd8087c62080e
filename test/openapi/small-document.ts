import type { JsonSchema } from '../../openapi/src/json-schema.ts';

interface Content {
  [type: string]: { schema: JsonSchema };
}

interface SmallAnswer {
  headers?: Record<string, { required?: boolean }>;
  content?: Content;
}

interface SmallOperation {
  operationId: string;
  'x-required-credential': string;
  'x-required-permission': string[];
  'x-field-permissions'?: Record<string, unknown>;
  parameters: { name: string; in: string; required?: boolean; schema: JsonSchema }[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, SmallAnswer>;
}

/** A document that tests may change. */
export interface SmallDocument {
  info: { version: string };
  paths: Record<string, Record<string, SmallOperation>>;
  components: { schemas: Record<string, JsonSchema> };
}

/** Changes a copy of the small document. */
export type Changes = (document: SmallDocument) => void;

/** An answer with a problem that has one of these codes. */
export const problem = (...codes: string[]): SmallAnswer => ({
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['code', 'detail'],
        properties: { code: { type: 'string', enum: codes }, detail: { type: 'string' } },
      },
    },
  },
});

const reference = (name: string): Content => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
});

export const smallDocument: SmallDocument = {
  info: { version: '1.0.0' },
  paths: {
    '/things': {
      get: {
        operationId: 'listThings',
        'x-required-credential': 'none',
        'x-required-permission': [],
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', maximum: 200, default: 50 } }],
        responses: { '200': { content: reference('ThingList') } },
      },
      post: {
        operationId: 'makeThing',
        'x-required-credential': 'any',
        'x-required-permission': ['things:make'],
        parameters: [],
        requestBody: { required: true, content: reference('MakeThingRequest') },
        responses: {
          '201': { headers: { ETag: { required: true } }, content: reference('Thing') },
          '404': problem('box-not-found'),
          '422': problem('validation-failed', 'colour-refused'),
        },
      },
    },
  },
  components: {
    schemas: {
      MakeThingRequest: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 100 },
          colour: { type: ['string', 'null'], enum: ['red', 'blue', null] },
          tags: { type: 'array', items: { type: 'string' } },
          size: { type: 'number' },
        },
      },
      Thing: {
        type: 'object',
        required: ['id', 'name', 'state'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          name: { type: 'string' },
          state: { type: 'string', enum: ['new', 'old'] },
          note: { type: 'string' },
          extra: { type: 'object', additionalProperties: true },
        },
      },
      ThingList: {
        type: 'object',
        required: ['data'],
        properties: { data: { type: 'array', items: { type: 'string' } } },
      },
    },
  },
};

export function list(document: SmallDocument): SmallOperation {
  return part(document.paths['/things']?.get);
}

export function make(document: SmallDocument): SmallOperation {
  return part(document.paths['/things']?.post);
}

export function request(
  document: SmallDocument,
): Required<Pick<JsonSchema, 'properties' | 'required'>> & JsonSchema {
  return whole(document.components.schemas.MakeThingRequest);
}

export function answer(
  document: SmallDocument,
): Required<Pick<JsonSchema, 'properties' | 'required'>> & JsonSchema {
  return whole(document.components.schemas.Thing);
}

function whole(schema: JsonSchema | undefined) {
  return Object.assign(part(schema), {
    properties: part(schema?.properties),
    required: part(schema?.required),
  });
}

/** What is surely there. */
export function part<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The small document has no such part.');
  return value;
}
