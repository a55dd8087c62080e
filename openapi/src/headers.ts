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
  ContentDisposition: header('That it is a file, and what to call it (RFC 6266).', {
    type: 'string',
    examples: ['attachment; filename="users.ndjson"'],
  }),
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
  RateLimit: {
    ...header(
      'Which limit on guesses that fail is nearest, how many are left (r), and the seconds until they are counted anew (t); draft-ietf-httpapi-ratelimit-headers. Missing where nothing was guessed.',
      { type: 'string', examples: ['"name-and-source";r=9;t=900'] },
    ),
    required: false,
  },
  RateLimitPolicy: {
    ...header(
      'The limits on guesses that fail: their number (q) within a time in seconds (w), of one name from one source, of one source, and of one name. Missing where nothing was guessed.',
      {
        type: 'string',
        examples: ['"name-and-source";q=10;w=900, "source";q=100;w=60, "name";q=1000;w=3600'],
      },
    ),
    required: false,
  },
  SetCookie: {
    ...header('Gives a browser the tokens of its session, or takes back those that are not valid any more.', {
      type: 'string',
      examples: ['__Host-roster-access=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure'],
    }),
    required: false,
  },
  WwwAuthenticate: header('The way to authenticate (RFC 9110, section 11.6.1).', {
    type: 'string',
    examples: ['Bearer realm="roster"'],
  }),
};

/** What answers to guesses carry. */
export const rateLimitHeaders: Readonly<Record<string, { $ref: string }>> = {
  RateLimit: headerReference('RateLimit'),
  'RateLimit-Policy': headerReference('RateLimitPolicy'),
};

/** A header as responses name it. */
export function headerReference(name: keyof typeof headers): { $ref: string } {
  return { $ref: `#/components/headers/${name}` };
}

function header(description: string, schema: JsonSchema) {
  return { description, required: true, schema };
}
