import type { ProblemDefinition } from './problem-definition.ts';

/** Problems of the request itself: what cannot be read, found or accepted. */
export const requestProblems = {
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    when: 'The request is not well-formed HTTP, URL encoding, UTF-8 or JSON; JSON with a repeated key, nested deeper than 20 levels or with a key named __proto__ counts as malformed.',
    remedy: 'Send valid UTF-8 JSON with each key once, and percent-encode the parts of the URL.',
  },
  'cursor-invalid': {
    status: 400,
    title: 'The cursor is not valid here',
    when: 'The cursor was altered, comes from another service, or belongs to a list with another sort or other filters.',
    remedy: 'Start again without a cursor, and keep sort and filters unchanged from page to page.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this path',
    when: 'No operation and no page has this path.',
    remedy: 'Compare the path with the document at /openapi.json.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not allowed here',
    when: 'The path exists, but not with this method.',
    remedy: 'Use one of the methods in the Allow header.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    when: 'Headers or body were not received completely in time.',
    remedy: 'Send the request again; nothing was done.',
  },
  'version-mismatch': {
    status: 412,
    title: 'The resource has changed',
    when: 'The If-Match header does not name the current version. The ETag header of the answer does.',
    remedy: 'Read the resource again and decide anew.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    when: 'The body is larger than 256 KiB, or 8 MiB for an import.',
    remedy: 'Send less.',
  },
  'uri-too-long': {
    status: 414,
    title: 'The URL is too long',
    when: 'Path and query together are longer than 8,192 bytes.',
    remedy: 'Shorten the query.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The media type is not supported',
    when: 'The body is not sent as application/json in UTF-8 without content encoding.',
    remedy: 'Send "Content-Type: application/json".',
  },
  'validation-failed': {
    status: 422,
    title: 'The input is not valid',
    when: 'A field, query or path parameter, or the Idempotency-Key header, breaks its rule, is missing, unknown or repeated.',
    remedy: 'Every fault is listed in errors, with its place and a machine-readable type.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    when: 'The request line and headers together are larger than 16 KiB.',
    remedy: 'Send fewer or shorter headers.',
  },
} as const satisfies Record<string, ProblemDefinition>;
