import {
  mapOperations,
  type Operation,
  type OperationId,
  operations,
  type ProblemCode,
} from '@roster/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faultSwitch } from './conformance/faults.ts';
import { ownProvokers } from './conformance/own-provokers.ts';
import { rootToken, sampleRequests, wireForm } from './conformance/sample-requests.ts';
import { type Provoker, type Scene, sharedProvokers } from './conformance/shared-provokers.ts';
import { send } from './http/send.ts';
import { auditRowsOf, successes } from './support/audit-trail.ts';
import { restoreSuper } from './support/restore-super.ts';
import { startTestService, type TestService, useService } from './support/service.ts';

/*
 * Every problem that the document promises, brought about on a running service. `send` holds each answer against the
 * document, so that a problem, status, header or field that is not declared fails as well.
 */
const faults = faultSwitch();
// A copy of a request that does not finish is told so soon.
const service = useService({ override: faults.override, config: { idempotencyWaitMs: 50 } });
let impatient: TestService | undefined;
let strict: TestService | undefined;

beforeAll(async () => {
  impatient = await startTestService({ config: { requestTimeoutMs: 150 } });
  const limit = { max: 1, windowSeconds: 900 };
  const { throttle } = impatient.dependencies.config;
  strict = await startTestService({ config: { throttle: { ...throttle, nameAndSource: limit } } });
  // Now, because soon nobody gets a token of the super admin any more.
  await rootToken(strict);
});
afterAll(() => Promise.all([impatient?.stop(), strict?.stop()]));

const table = Object.entries(mapOperations((operation, operationId) => ({ operationId, operation }))).map(
  ([, row]) => row,
);

async function sceneOf(operationId: OperationId, operation: Operation, code?: ProblemCode): Promise<Scene> {
  if (!impatient || !strict) throw new Error('The services are only there inside of tests.');
  // What is sent to another service must name users of that service.
  const throttled = code === 'too-many-requests' && operation.guessable ? strict : service();
  const home = code === 'request-timeout' ? impatient : throttled;
  return {
    service: service(),
    impatient,
    strict,
    faults,
    operationId,
    operation,
    sample: await sampleRequests[operationId](home),
  };
}

function isCode(code: string): code is ProblemCode {
  return code in sharedProvokers || Object.values(ownProvokers).some((own) => code in own);
}

const sharedCodes = Object.keys(sharedProvokers).filter(isCode);

describe.each(table)('$operationId', ({ operationId, operation }) => {
  const own = ownProvokers[operationId];
  // The other operations are called by the first super admin.
  if (operationId === 'transferSuper') afterEach(() => restoreSuper(service()));

  const declared: readonly ProblemCode[] = operations[operationId].allProblems;

  it('succeeds', async () => {
    const { sample } = await sceneOf(operationId, operation);
    const answer = await send(service().url, wireForm(sample));
    const { status, createdStatus } = operation.success;
    expect([status, createdStatus], answer.text).toContain(answer.status);
  });

  const isChange = operation.method !== 'GET' && !operation.isReadOnly;
  const audited = isChange ? 'exactly one audit row' : 'no audit row';
  it(`leaves ${audited}`, async () => {
    const { sample } = await sceneOf(operationId, operation);
    const rows = await auditRowsOf(service(), () => send(service().url, wireForm(sample)));
    expect(successes(rows)).toHaveLength(isChange ? 1 : 0);
  });

  it.each(declared)('answers with %s', async (code) => {
    const provoke: Provoker | undefined = own[code] ?? sharedProvokers[code];
    if (!provoke) throw new Error('Nothing provokes this problem.');
    const answer = await provoke(await sceneOf(operationId, operation, code));
    expect(answer.problem?.code, answer.text).toBe(code);
  });

  it('declares every problem that is provoked here as its own', () => {
    expect(declared).toEqual(expect.arrayContaining(Object.keys(own)));
  });

  const undeclared = sharedCodes.filter((code) => !declared.includes(code));
  it.each(undeclared)('has no %s to answer with', async (code) => {
    const provoke = sharedProvokers[code];
    const answer = await provoke?.(await sceneOf(operationId, operation, code));
    expect(answer?.problem?.code, answer?.text).not.toBe(code);
  });
});

it('every problem of the catalogue that belongs to operations is declared by one, and only those', () => {
  const declared = new Set(table.flatMap(({ operation }) => operation.allProblems));
  const provoked = new Set([
    ...sharedCodes,
    ...Object.values(ownProvokers).flatMap((own) => Object.keys(own)),
  ]);
  expect([...declared].sort()).toEqual([...provoked].sort());
});
