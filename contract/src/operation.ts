import { type ContractNoBody, initContract } from '@ts-rest/core';
import * as z from 'zod';
import type { Access } from './access.ts';
import { problemsOfKeys, takesIdempotencyKey } from './idempotency.ts';
import type { BuiltInPermission } from './permissions.ts';
import { Problem } from './problem.ts';
import { type ProblemCode, type problems, statusOfProblem } from './problems.ts';
import { type StreamDefinition, streamMediaTypes } from './stream.ts';

/** Where every operation lives; the paths in the operation files are relative to it. */
export const basePath = '/api/v1';

/** The largest body of an operation that does not say otherwise. */
export const maxBodyBytes: number = 256 * 1024;

/** A field of the body that needs more than the operation does. */
export interface FieldPermission {
  readonly permission: BuiltInPermission;
  /** The one value that needs nothing more, because it is what a request without the field means. */
  readonly unless?: string;
}

/** A header that a successful answer carries. */
export type AnswerHeader = 'ETag' | 'Location' | 'Content-Location' | 'Content-Disposition';

/** A secret that callers could find by guessing. */
export interface GuessableSecret {
  /** Whose secret it is: that of the name in the body, which may be nobody's, or the caller's own. */
  readonly of: 'body.username' | 'caller';
  /** How a wrong guess is answered; it alone counts. */
  readonly failure: ProblemCode;
}

/** What an operation file says: everything about one endpoint, once. */
export interface OperationDefinition {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Relative to the base path, parameters as `:name`. */
  readonly path: `/${string}`;
  readonly tag: 'Sessions' | 'Users' | 'Super admin' | 'Roles' | 'Permissions' | 'API keys' | 'Statistics';
  readonly summary: string;
  readonly description: string;
  readonly access: Access;
  readonly fieldPermissions?: Readonly<Record<string, FieldPermission>>;
  readonly pathParams?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The largest body that is read, where it is not the usual limit. */
  readonly maxBodyBytes?: number;
  readonly success: {
    readonly status: 200 | 201 | 204;
    /** The status where the request made a resource that was not there. */
    readonly createdStatus?: 201;
    readonly description: string;
    readonly body?: z.ZodType;
    /** In place of a body: items that are sent while they are read. */
    readonly stream?: StreamDefinition;
    readonly headers?: readonly AnswerHeader[];
    /** True where the answer may give a browser cookies, or take them away. */
    readonly cookies?: boolean;
  };
  /** True where the `If-Match` header is honoured (RFC 9110, section 13.1.1). */
  readonly ifMatch?: boolean;
  /** True where the operation changes nothing, although its method is not GET. */
  readonly isReadOnly?: boolean;
  /** True where the operation works although the password must be changed first. */
  readonly allowedBeforePasswordChange?: boolean;
  /** Says that the operation checks a secret that people choose, so that guesses at it must be throttled. */
  readonly guessable?: GuessableSecret;
  /** The problems that are this operation's own; those that follow from its form are added. */
  readonly problems: readonly ProblemCode[];
}

/** A definition with what follows from it. */
export type Operation<D extends OperationDefinition = OperationDefinition> = D & {
  /** Every problem that the operation can answer with, by status, then by name. */
  readonly allProblems: readonly ProblemCode[];
  /** True where the `Idempotency-Key` header is honoured. */
  readonly takesIdempotencyKey: boolean;
};

const noQuery = z.strictObject({});

/** The permissions needed, with `users:read` for whatever names a user in its path. */
function completeAccess(definition: OperationDefinition): Access {
  const { access, path } = definition;
  const namesUser = path.includes('/:user');
  if (!namesUser || access.permissions.includes('users:read')) return access;
  return { ...access, permissions: [...access.permissions, 'users:read'] };
}

function impliedProblems(definition: OperationDefinition, access: Access): ProblemCode[] {
  const codes: ProblemCode[] = [
    'malformed-request',
    'request-timeout',
    'uri-too-long',
    'validation-failed',
    'headers-too-large',
    'internal-error',
    'overloaded',
    'database-unavailable',
  ];
  if (access.credential !== 'none') {
    codes.push('authentication-required', 'credential-invalid');
    if (definition.method !== 'GET') codes.push('cross-origin-refused');
    if (!definition.allowedBeforePasswordChange) codes.push('password-change-required');
  }
  if (access.permissions.length > 0 || definition.fieldPermissions) codes.push('permission-denied');
  if (access.isSuperOnly) codes.push('super-required');
  if (access.credential === 'session') codes.push('session-required');
  // A list has no parameter that could name another key.
  if (access.credential === 'session-or-key-itself' && definition.path.includes('/:apiKeyId')) {
    codes.push('session-required');
  }
  if (definition.body) codes.push('payload-too-large', 'unsupported-media-type');
  if (definition.path.includes('/:user')) codes.push('user-not-found');
  if (definition.method !== 'GET' && !definition.isReadOnly) codes.push('outcome-unknown');
  if (definition.ifMatch) codes.push('version-mismatch');
  if (definition.guessable) codes.push('too-many-requests');
  return [...codes, ...problemsOfKeys(definition)];
}

/** Completes a definition with what follows from its form: permissions, query, problems. */
export function defineOperation<const D extends OperationDefinition>(definition: D): Operation<D> {
  const access = completeAccess(definition);
  const codes = new Set([...definition.problems, ...impliedProblems(definition, access)]);
  const allProblems = [...codes].sort(
    (a, b) => statusOfProblem(a) - statusOfProblem(b) || a.localeCompare(b, 'en'),
  );
  return {
    query: noQuery,
    ...definition,
    access,
    allProblems,
    takesIdempotencyKey: takesIdempotencyKey(definition),
  };
}

type SuccessSchema<D extends OperationDefinition> = D['success'] extends { body: infer B extends z.ZodType }
  ? B
  : D['success'] extends { stream: StreamDefinition }
    ? typeof streamBody
    : typeof noContent;

type SuccessStatus<D extends OperationDefinition> =
  | D['success']['status']
  | (D['success'] extends { createdStatus: infer S extends 201 } ? S : never);

type ProblemStatus = (typeof problems)[ProblemCode]['status'];

/** The statuses that no operation with this path has: another method's, and a missing resource's where none is named. */
type StatusNotIn<Path extends string> = 405 | (Path extends `${string}/:${string}` ? never : 404);

const c = initContract();
// Named, because a declaration file would widen the type of a symbol that is only inferred.
const noContent: typeof ContractNoBody = c.noBody();
const streamBody = c.otherResponse({ contentType: streamMediaTypes.ndjson, body: z.string() });
const problemBody = c.otherResponse({ contentType: 'application/problem+json', body: Problem });

/** The ts-rest route of an operation, typed closely enough for ts-rest's own client. */
export type RouteOf<D extends OperationDefinition> = {
  method: D['method'];
  path: `${typeof basePath}${D['path']}`;
  summary: string;
  description: string;
  responses: { [S in SuccessStatus<D>]: SuccessSchema<D> } & {
    [S in Exclude<ProblemStatus, StatusNotIn<D['path']>>]: typeof problemBody;
  };
  strictStatusCodes: true;
  metadata: Operation<D>;
} & (D extends { pathParams: infer P extends z.ZodObject } ? { pathParams: P } : unknown) &
  (D extends { query: infer Q extends z.ZodObject } ? { query: Q } : unknown) &
  (D extends { body: infer B extends z.ZodType }
    ? { body: B }
    : D['method'] extends 'GET'
      ? unknown
      : { body: typeof noContent });

/** Turns an operation into the route that ts-rest mounts and calls. */
export function toRoute<D extends OperationDefinition>(operation: Operation<D>): RouteOf<D> {
  const { success } = operation;
  const statuses = new Set(operation.allProblems.map(statusOfProblem));
  const route = {
    method: operation.method,
    path: `${basePath}${operation.path}`,
    summary: operation.summary,
    description: operation.description,
    pathParams: operation.pathParams,
    query: operation.query,
    body: operation.body ?? (operation.method === 'GET' ? undefined : noContent),
    responses: {
      ...Object.fromEntries([...statuses].map((status) => [status, problemBody])),
      [success.status]: success.body ?? (success.stream ? streamBody : noContent),
      ...(success.createdStatus && { [success.createdStatus]: success.body }),
    },
    strictStatusCodes: true,
    metadata: operation,
  };
  // The object is built from parts whose presence the conditional type describes and TypeScript cannot follow.
  return route as unknown as RouteOf<D>;
}
