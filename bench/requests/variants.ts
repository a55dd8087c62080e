import { deepStrictEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Child, startChild } from '../support/child.ts';
import type { Cleanup } from '../support/cleanup.ts';
import type { SentRequest } from '../support/request-bytes.ts';
import { rosterEnvironment } from '../support/roster.ts';
import type { BareOptions } from './bare-users.ts';
import {
  type MeasuredOperation,
  measuredOperations,
  measuredReads,
  newUser,
  type Prepared,
  pageSize,
  swappedPermissions,
} from './prepare.ts';

/** What is compared; `otherRoster` is the build of another checkout, for a before and after of a change. */
export const variantNames = ['roster', 'otherRoster', 'bareExpress', 'bareHttp'] as const;
export type VariantName = (typeof variantNames)[number];

/** A server that is measured, in a process of its own. */
export interface Variant {
  readonly name: VariantName;
  readonly server: Child;
  readonly port: number;
}

// As compiled: URLs, unlike imports, are not rewritten by tsc. Roster is the build that is shipped.
const modules = {
  roster: new URL('../../../../server/dist/main.js', import.meta.url),
  bareExpress: new URL('./bare-express.js', import.meta.url),
  bareHttp: new URL('./bare-http.js', import.meta.url),
};
const probe = new URL('../support/cpu-probe.js', import.meta.url).href;

function environmentOf(name: VariantName, databaseUrl: string, prepared: Prepared): Record<string, string> {
  if (name === 'roster' || name === 'otherRoster') return rosterEnvironment(databaseUrl);
  const { statements, nextCursor } = prepared;
  const options: BareOptions = { databaseUrl, statements, nextCursor };
  return { NODE_ENV: 'production', BARE_OPTIONS: JSON.stringify(options) };
}

/** What the servers of one run have in common. */
export interface VariantContext {
  readonly databaseUrl: string;
  readonly prepared: Prepared;
  readonly nodeOptions: readonly string[];
  /** The folder of the other checkout, if there is one to compare with. */
  readonly otherFolder: string | undefined;
}

/** Starts the server of a variant and waits until it listens; undefined if there is no such server in this run. */
export async function startVariant(
  name: VariantName,
  context: VariantContext,
  cleanup: Cleanup,
): Promise<Variant | undefined> {
  const { otherFolder } = context;
  if (name === 'otherRoster' && otherFolder === undefined) return undefined;
  const other = pathToFileURL(join(otherFolder ?? '', 'server/dist/main.js'));
  const server = startChild(name === 'otherRoster' ? other : modules[name], {
    env: environmentOf(name, context.databaseUrl, context.prepared),
    nodeOptions: ['--import', probe, ...context.nodeOptions],
  });
  cleanup.add(() => server.stop());
  const port = await server.waitForOutput(/listens on http:\/\/127\.0\.0\.1:(\d+)/);
  return { name, server, port: Number(port) };
}

/** What a client sends for an operation: for each connection to this variant, what it sends in turn. */
export function requestsOf(
  name: VariantName,
  operation: MeasuredOperation,
  { someId, targets }: Prepared,
): SentRequest[][] {
  const users = '/api/v1/users';
  switch (operation) {
    case 'getUser':
      return [[{ method: 'GET', path: `${users}/${someId}` }]];
    case 'listUsers':
      return [[{ method: 'GET', path: `${users}?limit=${pageSize}` }]];
    case 'createUser':
      return [[{ method: 'POST', path: users, body: JSON.stringify(newUser('#')) }]];
    case 'updateUserPermissions': {
      // Nobody else changes these: whoever waits for a lock would be measured.
      const own = targets.filter((_, index) => index % variantNames.length === variantNames.indexOf(name));
      const bodies = swappedPermissions.map((permission) => JSON.stringify({ permissions: [permission] }));
      return own.map((id) =>
        bodies.map((body) => ({ method: 'PATCH', path: `${users}/${id}/permissions`, body })),
      );
    }
  }
}

/** What belongs to one user, and is another one for everybody. */
const own = new Set(['id', 'username', 'email', 'displayName', 'createdAt', 'updatedAt', 'version']);

function withoutOwn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, own.has(name) ? typeof field : field]),
  );
}

async function send(
  { port }: Variant,
  { method, path, body }: SentRequest,
  token: string,
): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: body.replaceAll('#', randomUUID()) }),
  });
}

async function readAnswer(
  variant: Variant,
  operation: MeasuredOperation,
  prepared: Prepared,
): Promise<unknown> {
  const [[request] = []] = requestsOf(variant.name, operation, prepared);
  if (!request) throw new Error(`Nothing is sent for ${operation}.`);
  const response = await send(variant, request, prepared.token);
  if (!response.ok) throw new Error(`${operation} answers with ${response.status}.`);
  const body: unknown = await response.json();
  return measuredReads.some((read) => read === operation) ? body : withoutOwn(body);
}

/**
 * Makes sure that all variants do the same: equal answers, and no answer without a valid token.
 * @throws AssertionError with the difference
 */
export async function assertSameAnswers(variants: readonly Variant[], prepared: Prepared): Promise<void> {
  const [first, ...others] = variants;
  if (!first) return;
  for (const operation of measuredOperations) {
    const expected = await readAnswer(first, operation, prepared);
    for (const other of others) deepStrictEqual(await readAnswer(other, operation, prepared), expected);
    for (const variant of variants) {
      const [[request] = []] = requestsOf(variant.name, operation, prepared);
      const response = request && (await send(variant, request, `${prepared.token.slice(0, -1)}_`));
      deepStrictEqual(response?.status, 401);
    }
  }
}
