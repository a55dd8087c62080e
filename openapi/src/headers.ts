import type { JsonSchema } from './json-schema.ts';

const aUser = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70';

/** Every header of an answer, described once. */
export const headers = {
  XRequestId: header('The id of this request in the log of the service; name it when you report a fault.', {
    type: 'string',
    examples: ['0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e71'],
  }),
  ETag: header('Version of the resource. Send it as If-Match to change exactly this version.', {
    type: 'string',
    examples: [`"${aUser}.1"`],
  }),
  CurrentETag: {
    ...header('Version of the resource as it is now; missing where there is no such resource.', {
      type: 'string',
      examples: [`"${aUser}.1"`],
    }),
    required: false,
  },
  Location: header('Path of the new resource.', {
    type: 'string',
    format: 'uri-reference',
    examples: [`/api/v1/users/${aUser}`],
  }),
  ContentLocation: header(
    'Path of the resource in the form with the id, also if the request named it otherwise.',
    {
      type: 'string',
      format: 'uri-reference',
      examples: [`/api/v1/users/${aUser}`],
    },
  ),
  RetryAfter: header('Seconds after which trying again makes sense.', {
    type: 'integer',
    minimum: 0,
    examples: [1],
  }),
  RetryAfterInProgress: {
    ...header('Seconds after which trying again makes sense; only with `idempotency-in-progress`.', {
      type: 'integer',
      minimum: 0,
      examples: [1],
    }),
    required: false,
  },
  IdempotencyReplayed: {
    ...header('There if the request was done before, and this is the answer that it got then.', {
      type: 'string',
      enum: ['true'],
      examples: ['true'],
    }),
    required: false,
  },
  WwwAuthenticate: header('The way to authenticate (RFC 9110, section 11.6.1).', {
    type: 'string',
    examples: ['Bearer realm="roster"'],
  }),
};

/** A header as responses name it. */
export function headerReference(name: keyof typeof headers): { $ref: string } {
  return { $ref: `#/components/headers/${name}` };
}

function header(description: string, schema: JsonSchema) {
  return { description, required: true, schema };
}
