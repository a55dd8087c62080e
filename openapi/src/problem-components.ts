import { basePath, type Operation, operations, type ProblemCode, problems } from '@roster/contract';
import { exampleOf } from './example-of.ts';
import { headerReference, rateLimitHeaders } from './headers.ts';
import { type JsonSchema, schemaReference } from './json-schema.ts';
import type { ProblemSet } from './problem-sets.ts';

/** Extensions, and the statuses whose problems may carry them. */
const extensions: readonly (readonly [name: string, statuses: readonly number[]])[] = [
  ['missingPermissions', [403]],
  ['errors', [422]],
  ['retryAfterSeconds', [409, 429, 503]],
];

/** The general form of a problem, narrowed to the codes of a set. One flat object, so that every generator reads it. */
export function problemSchema(general: JsonSchema, set: ProblemSet): JsonSchema {
  const { properties = {}, ...rest } = general;
  const narrowed = { ...properties };
  for (const [extension, statuses] of extensions) {
    const isMissing = extension === 'retryAfterSeconds' && !canBeTriedAgain(set);
    if (isMissing || !statuses.includes(set.status)) delete narrowed[extension];
  }
  const restrict = (name: string, values: unknown[]): void => {
    const { examples: _, ...property } = narrowed[name] ?? {};
    narrowed[name] = { ...property, enum: values, examples: values.slice(0, 1) };
  };
  restrict('type', set.codes.map(typeOfProblem));
  restrict('title', [...new Set(set.codes.map((code) => problems[code].title))]);
  restrict('status', [set.status]);
  restrict('code', [...set.codes]);
  return { ...rest, description: oneSentenceEach(set.codes), properties: narrowed };
}

/** The problems that say how a guess went. */
const guessProblems: ReadonlySet<ProblemCode> = new Set([
  'too-many-requests',
  ...Object.values<Operation>(operations).flatMap(({ guessable }) => guessable?.failure ?? []),
]);

/** The response that all operations with this set of problems share. */
export function problemResponse(set: ProblemSet) {
  return {
    description: oneSentenceEach(set.codes),
    headers: {
      'X-Request-Id': headerReference('XRequestId'),
      ...(set.status === 401 && {
        'WWW-Authenticate': headerReference('WwwAuthenticate'),
        'Set-Cookie': headerReference('SetCookie'),
      }),
      ...(set.status === 412 && { ETag: headerReference('CurrentETag') }),
      ...(set.codes.some((code) => guessProblems.has(code)) && rateLimitHeaders),
      ...(canBeTriedAgain(set) && {
        'Retry-After': headerReference(isTemporary(set.status) ? 'RetryAfter' : 'RetryAfterInProgress'),
      }),
    },
    content: {
      'application/problem+json': {
        schema: { $ref: schemaReference(`${set.name}Problem`) },
        examples: Object.fromEntries(
          set.codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
        ),
      },
    },
  };
}

/** What a problem looks like on the wire, as the answer to the given operation. */
export function problemExample(
  code: ProblemCode,
  operation: Operation,
  named: ReadonlyMap<string, JsonSchema>,
) {
  const { status, title, when } = problems[code];
  return {
    summary: title,
    value: {
      type: typeOfProblem(code),
      title,
      status,
      detail: when,
      instance: `${basePath}${operation.path.replaceAll(/:\w+/g, '%40jane')}`,
      code,
      requestId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e71',
      ...((code === 'permission-denied' || code === 'escalation-refused') && {
        missingPermissions: ['users:grant'],
      }),
      ...((isTemporary(status) || code === 'idempotency-in-progress') && { retryAfterSeconds: 1 }),
      ...(code === 'validation-failed' && {
        errors: [exampleOf({ $ref: schemaReference('ValidationError') }, named)],
      }),
      ...(code === 'password-refused' && {
        errors: [
          {
            loc: ['body', 'newPassword'],
            msg: 'Must not contain the username.',
            type: 'contains_username',
          },
        ],
      }),
    },
  };
}

function canBeTriedAgain({ status, codes }: ProblemSet): boolean {
  return isTemporary(status) || codes.includes('idempotency-in-progress');
}

function isTemporary(status: number): boolean {
  return status === 429 || status === 503;
}

function typeOfProblem(code: ProblemCode): string {
  return `/problems/${code}`;
}

function oneSentenceEach(codes: readonly ProblemCode[]): string {
  // The catalogue is plain text, a description is Markdown.
  const lines = codes.map((code) => `\`${code}\`: ${problems[code].when.replaceAll(/[_*<>]/g, '\\$&')}`);
  return lines.length === 1 ? lines.join('') : lines.map((line) => `- ${line}`).join('\n');
}
