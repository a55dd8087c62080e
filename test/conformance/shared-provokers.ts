import { randomUUID } from 'node:crypto';
import type { Operation, OperationId, ProblemCode } from '@roster/contract';
import { giveApiKey } from '../authority/give-api-key.ts';
import { giveSession } from '../authority/give-session.ts';
import { rawExchange } from '../http/raw-exchange.ts';
import { type Answer, send } from '../http/send.ts';
import { givenUser, uniqueName } from '../support/given.ts';
import { restoreSuper } from '../support/restore-super.ts';
import type { TestService } from '../support/service.ts';
import type { Fault, FaultSwitch } from './faults.ts';
import { headersOf, type SampleRequest, sampleRequests, wireForm } from './sample-requests.ts';

/** What a provoker works with. */
export interface Scene {
  readonly service: TestService;
  /** Its requests must arrive within 150 ms. */
  readonly impatient: TestService;
  /** Takes one wrong guess of a secret. */
  readonly strict: TestService;
  readonly faults: FaultSwitch;
  readonly operationId: OperationId;
  readonly operation: Operation;
  /** A request that would succeed. */
  readonly sample: SampleRequest;
}

/** Makes the service answer an operation with a certain problem. */
export type Provoker = (scene: Scene) => Promise<Answer>;

/** Spoils the request and sends it. */
function spoiling(spoil: (sample: SampleRequest) => SampleRequest): Provoker {
  return ({ service, sample }) => send(service.url, wireForm(spoil(sample)));
}

function withQuery(query: string): Provoker {
  return spoiling((sample) => ({ ...sample, path: `${sample.path}?${query}` }));
}

function failing(fault: Fault): Provoker {
  return ({ service, faults, sample }) => faults.during(fault, () => send(service.url, wireForm(sample)));
}

/** Acts as somebody else, where the operation asks who acts. */
function actingAs(user: (service: TestService) => Promise<{ accessToken: string }>): Provoker {
  return async ({ service, sample }) => {
    const { accessToken } = await user(service);
    const token = sample.token === undefined ? undefined : accessToken;
    return send(service.url, wireForm({ ...sample, token }));
  };
}

/** Sends the sample as a page of another site does, with the cookie of the super admin. */
const byCookieFromElsewhere: Provoker = async ({ service, sample }) => {
  const { user } = await service.root.getMe();
  const { accessToken } = await giveSession(service, user.id, 'cookie');
  const headers = {
    ...sample.headers,
    Cookie: `roster-access=${accessToken}`,
    'Sec-Fetch-Site': 'cross-site',
  };
  return send(service.url, wireForm({ ...sample, token: undefined, headers }));
};

function head({ method, path, ...sample }: SampleRequest): string {
  const lines = Object.entries({ Host: 'roster', ...headersOf({ method, path, ...sample }) });
  return [`${method} ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), ''].join(
    '\r\n',
  );
}

async function raw(service: TestService, sample: SampleRequest, part: string): Promise<Answer> {
  const { method, path } = sample;
  const { answer } = await rawExchange(service.url, { method, path, parts: [head(sample) + part] });
  if (!answer) throw new Error('The connection was closed without an answer.');
  return answer;
}

function withKey(sample: SampleRequest, key: string): SampleRequest {
  return { ...sample, headers: { ...sample.headers, 'Idempotency-Key': key } };
}

/** A copy of a request that has not finished. */
async function copyOfRunning({ service, faults, sample }: Scene): Promise<Answer> {
  const request = wireForm(withKey(sample, randomUUID()));
  // Now, because once a minute the use of a session is noted, and that would be the transaction that is stopped.
  const { token } = sample;
  await send(service.url, wireForm({ method: 'GET', path: '/api/v1/auth/me', token, body: undefined }));
  const { arrived, release } = faults.hold();
  const first = send(service.url, request);
  try {
    // Where nothing is written, there is nothing that could be stopped.
    await Promise.race([arrived, first]);
    return await send(service.url, request);
  } finally {
    release();
    await first;
  }
}

/** Another request with the key of one that succeeded: with another body, or under another condition. */
async function anotherWithSameKey(scene: Scene): Promise<Answer> {
  const { service, operation, operationId, sample } = scene;
  const key = randomUUID();
  await send(service.url, wireForm(withKey(sample, key)));
  // The caller must still be allowed to ask.
  if (operation.access.isSuperOnly) await restoreSuper(service);
  const { body } = await sampleRequests[operationId](service);
  const other = operation.ifMatch ? { ...sample, ifMatch: '*' } : { ...sample, body };
  return send(service.url, wireForm(withKey(other, key)));
}

/** The same with another password in the place of the right one. */
function wrongly(sample: SampleRequest): SampleRequest {
  const fields = Object.entries(Object(sample.body)).map(([name, value]) => [
    name,
    /^(password|currentPassword)$/.test(name) ? 'not the password at all' : value,
  ]);
  return { ...sample, body: Object.fromEntries(fields) };
}

function tooLarge({ maxBodyBytes = 256 * 1024 }: Operation): string {
  return JSON.stringify({ username: 'a'.repeat(maxBodyBytes) });
}

/** An id in the form of ours that was never given to anybody. */
const unusedId = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70';

/** Problems that any operation may have; where one is not declared, its provoker must not bring it about. */
export const sharedProvokers: Partial<Record<ProblemCode, Provoker>> = {
  'malformed-request': withQuery('%ff'),
  'validation-failed': withQuery('unknown=1'),
  'uri-too-long': withQuery(`unknown=${'a'.repeat(9_000)}`),
  'authentication-required': spoiling((sample) => ({ ...sample, token: undefined })),
  'credential-invalid': spoiling((sample) => ({ ...sample, token: `rst_a_${'A'.repeat(43)}` })),
  'cross-origin-refused': byCookieFromElsewhere,
  'permission-denied': actingAs((service) => givenUser(service)),
  'session-required': actingAs(async (service) => {
    const { user } = await service.root.getMe();
    const { key } = await giveApiKey(service, user.id);
    return { accessToken: key };
  }),
  'password-change-required': actingAs((service) =>
    givenUser(service, { username: uniqueName('new'), role: 'admin', mustChangePassword: true }),
  ),
  'payload-too-large': ({ service, sample, operation }) =>
    send(
      service.url,
      wireForm({ ...sample, body: tooLarge(operation), headers: { 'Content-Type': 'application/json' } }),
    ),
  'unsupported-media-type': spoiling((sample) => ({
    ...sample,
    body: sample.body ?? {},
    headers: { 'Content-Type': 'text/plain' },
  })),
  'user-not-found': spoiling((sample) => ({
    ...sample,
    path: sample.path.replace(/(\/users\/)[^/]+/, `$1${unusedId}`),
  })),
  'version-mismatch': spoiling((sample) => ({ ...sample, ifMatch: '"some-other-version"' })),
  'idempotency-in-progress': copyOfRunning,
  'idempotency-key-reused': anotherWithSameKey,
  'request-timeout': ({ impatient, sample }) => raw(impatient, sample, 'X-Never: ends'),
  'too-many-requests': async ({ service, strict, operation, sample }) => {
    if (!operation.guessable) return send(service.url, wireForm(sample));
    await send(strict.url, wireForm(wrongly(sample)));
    return send(strict.url, wireForm(sample));
  },
  'headers-too-large': ({ service, sample }) =>
    raw(service, sample, `X-Large: ${'a'.repeat(17_000)}\r\n\r\n`),
  'internal-error': failing('unforeseen'),
  'database-unavailable': failing('unreachable'),
  overloaded: failing('pool-exhausted'),
  'outcome-unknown': failing('lost-at-commit'),
};
