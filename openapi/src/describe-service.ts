import { readFileSync } from 'node:fs';
import { basePath, type Operation } from '@roster/contract';

/** The part of package.json that the document repeats. */
function packageVersion(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const content: unknown = JSON.parse(file);
  if (typeof content === 'object' && content !== null && 'version' in content) return String(content.version);
  throw new Error('package.json has no version.');
}

const text = `Accounts, roles, permissions and sessions of a system, behind one typed contract.

## Requests

JSON in UTF-8, names in camelCase. Ids are UUIDs of version 7, so they sort by creation; times are ISO 8601 in UTC with
milliseconds. A field that a PATCH leaves out stays as it is, \`null\` clears it where the field may be null. Fields of a
body and parameters of a query that the operation does not know are refused with 422 rather than ignored.

Wherever a path has \`{user}\`, either the id of a user or \`@\` and the username will do: \`${basePath}/users/@jane\`.
The answer's \`Content-Location\` has the form with the id.

## Credentials

Log in, then send the access token as \`Authorization: Bearer <token>\`; programs send an API key in the same way. Both
are opaque. Pages of this service get cookies instead (\`transport: cookie\`); beside \`Authorization\` they do not
count. An API key acts as its user, and may do what it was given as long as the user may do it too; what needs a
session it does not do (403 \`session-required\`). Each operation names the permissions it needs
(\`x-required-permission\`); a field that needs more is named too (\`x-field-permissions\`).

## Problems

Every failure is an \`application/problem+json\` document (RFC 9457) with a stable \`code\`; decide on the code, show
\`detail\` to people, report \`requestId\`. The page at its \`type\`, \`/problems/{code}\`, says when it happens and what
to do. Each operation lists the codes it can answer with. Besides these, a path that does not exist answers 404
\`not-found\`, and a method that a path does not have 405 \`method-not-allowed\`.

A faulty input is 422 \`validation-failed\` and lists every fault in \`errors\`: \`loc\` is its place with \`body\`,
\`query\`, \`path\` or \`header\` first, \`type\` its stable name.

## Retries

429 and 503 carry \`Retry-After\`. A POST that takes an \`Idempotency-Key\` is done once, however often it is sent with
the same key: the others get the answer of the first, with \`Idempotency-Replayed\`, for 24 hours.

## Versions

A single resource has a strong \`ETag\`, \`"<id>.<version>"\`. Send it as \`If-Match\` with a change: if somebody was
faster, nothing is done and the answer is 412 \`version-mismatch\` with the current \`ETag\`.

## Lists

A list is \`{ data, page }\`. Follow \`page.nextCursor\` with the same sort and filters until it is null; a page may hold
fewer items than its limit, even none. Cursors are opaque.

## Compatibility

New fields in answers, new operations, new optional fields in requests and new problem codes can appear at any time;
ignore what you do not know.`;

/** Some viewers show every line break of the source; only those between paragraphs are meant. */
const description = text.replaceAll(/(?<!\n)\n(?!\n)/g, ' ');

export const info = {
  title: 'Roster',
  version: packageVersion(),
  summary: 'User administration as a service.',
  description,
};

/** Paths in the document are complete, so it is right wherever the service is reached. */
export const servers = [{ url: '/', description: 'The service that serves this document.' }];

const tagDescriptions: Readonly<Record<Operation['tag'], string>> = {
  Sessions: 'Logging in and out, and everything about oneself.',
  Users: 'Accounts, as administrators see them.',
  'Super admin': 'The one account that may do everything.',
  Roles: 'Named sets of permissions with a rank.',
  Permissions: 'The catalogue, to which applications add their own, and templates for granting.',
  'API keys': 'Credentials for programs, with permissions of their own.',
  Statistics: 'Counts.',
};

export const tags = Object.entries(tagDescriptions).map(([name, description]) => ({ name, description }));

export const bearerScheme = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'opaque',
  description: 'An access token, which logIn and refreshSession answer with, or an API key.',
} as const;

export const cookieScheme = {
  type: 'apiKey',
  in: 'cookie',
  name: '__Host-roster-access',
  description:
    'What logIn gives a browser with `transport: cookie`; without https the name has no `__Host-`. Changes need `Sec-Fetch-Site: same-origin`, or an `Origin` that is the service’s own, besides.',
} as const;
