import { mapOperations, type OperationId } from '@roster/contract';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { documentPath } from '../../openapi/src/describe-operation.ts';
import { giveSession } from '../authority/give-session.ts';
import { dumpTables } from '../http/dump-tables.ts';
import { type Answer, type SentRequest, send } from '../http/send.ts';
import { currentEngine } from '../support/database.ts';
import { documented } from '../support/document.ts';
import { engineNames } from '../support/engines/engine.ts';
import { quickHashes } from '../support/given.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { type RequestPlan, requestOf } from './request-arbitrary.ts';
import { dereference } from './value-arbitrary.ts';
import { createWorld, type World } from './world.ts';

/*
 * Requests made from the published document against a running service. `send` holds each answer against that document:
 * status, headers and body must be declared.
 */
const runs = Number(process.env.FUZZ_RUNS ?? 40);
// Each engine gets requests of its own, so that a run of all tests sends three times as many.
const seed = Number(process.env.FUZZ_SEED ?? 20_260_314 + engineNames.indexOf(currentEngine()));

/** What requests have changed makes every comparison slower; after so many they begin anew. */
const requestsOfStage = 400;

/** A service, and what is there to be asked for. */
interface Stage {
  readonly service: TestService;
  readonly superId: string;
  world: World | undefined;
  /** The state of the tables, as long as nothing has changed it. */
  state: Record<string, string[]> | undefined;
  requests: number;
}

let stage: Stage | undefined;
const reached = new Map<OperationId, Set<number>>();

async function currentStage(): Promise<Stage> {
  if (stage && stage.requests < requestsOfStage) return stage;
  await stage?.service.stop();
  const service = await startTestService({ override: quickHashes });
  const superId = (await service.root.getMe()).user.id;
  stage = { service, superId, world: undefined, state: undefined, requests: 0 };
  return stage;
}

/*
 * What a refused request may leave: the note of a denied attempt and the count of failed guesses, both of which are there
 * to outlive the refusal. Times of last use are left out of every dump.
 */
const countersOfGuesses = ['throttle_counters', 'known_sources'];

async function stateOf(service: TestService): Promise<Record<string, string[]>> {
  const { audit_events = [], ...dump } = await dumpTables(service);
  for (const table of countersOfGuesses) delete dump[table];
  return { ...dump, audit_events: audit_events.filter((row) => !row.includes('["outcome","denied"]')) };
}

/** Half of a character has no form in a URL. */
function encodeText(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

function wireForm(operationId: OperationId, plan: RequestPlan, { tokens, targets }: World): SentRequest {
  const operation = operations[operationId];
  const path = documentPath(operation).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const choice = plan.path[name];
    if (choice === undefined) throw new Error(`${operationId}: the document does not describe {${name}}.`);
    if ('raw' in choice) return choice.raw;
    const there = targets[name] ?? [];
    const text = 'text' in choice ? choice.text : there[choice.existing % there.length];
    if (text === undefined) throw new Error(`Nothing of the world can stand for {${name}}.`);
    return encodeText(text);
  });
  const query = plan.query.map((pair) => pair.map((text) => encodeText(text)).join('='));
  const token = tokens[plan.caller];
  return {
    method: operation.method,
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(plan.body !== undefined && { 'Content-Type': 'application/json' }),
      ...plan.headers,
    },
    ...(plan.body !== undefined && { body: plan.body }),
  };
}

/** Sends one request, and expects what must hold whatever it was. */
async function probe(operationId: OperationId, plan: RequestPlan): Promise<void> {
  const here = await currentStage();
  const { service, superId } = here;
  here.requests += 1;
  here.world ??= await createWorld(service, superId);
  const state = here.state ?? (await stateOf(service));
  here.state = undefined;
  const request = wireForm(operationId, plan, here.world);
  const answer: Answer = await send(service.url, request);
  const statuses = reached.get(operationId) ?? new Set();
  reached.set(operationId, statuses.add(answer.status));
  expect(answer.status, answer.text).toBeLessThan(500);
  if (answer.status >= 400 || request.method === 'GET') {
    expect(await stateOf(service)).toEqual(state);
    here.state = state;
    return;
  }
  // What was changed may be what the world is made of; what was created is not.
  if (answer.status !== 201) here.world = undefined;
}

const operations = mapOperations((operation) => operation);

/** How many requests: the more there is to be sent, the more of them. */
function runsOf(operationId: OperationId): number {
  const { parameters = [], requestBody } = documented(operationId);
  const schema = requestBody?.content['application/json']?.schema;
  const fields = Object.keys((schema && dereference(schema).properties) ?? {});
  return runs * Math.min(4, 1 + Math.floor((parameters.length + fields.length) / 4));
}

describe('requests made from the document, valid, nearly valid and hostile', () => {
  it.each(Object.keys(operations) as OperationId[])(
    '%s answers them with nothing but what it declares, and changes nothing when it refuses',
    async (operationId) => {
      const property = fc.asyncProperty(requestOf(documented(operationId)), (plan) =>
        probe(operationId, plan),
      );
      await fc.assert(property, {
        numRuns: runsOf(operationId),
        seed,
        // Every attempt to make a failing request smaller meets another state.
        endOnFailure: runs > 100,
        reporter: (details) => {
          if (!details.failed) return;
          const how = `FUZZ_SEED=${seed} FUZZ_RUNS=${runs} npm run fuzz -- -t ${operationId}`;
          throw new Error(`Again with: ${how}\n${fc.defaultReportMessage(details)}`, {
            cause: details.errorInstance,
          });
        },
      });
    },
    30_000 + runs * 4_000,
  );

  it('are accepted by some operations and refused in many ways by most', () => {
    const all = [...reached.values()];
    const accepting = all.filter((statuses) => [...statuses].some((status) => status < 300));
    expect(accepting.length).toBeGreaterThan(all.length / 2);
    expect(all.filter(({ size }) => size >= 3).length).toBeGreaterThan(all.length / 2);
    const statuses = new Set(all.flatMap((some) => [...some]));
    expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 204, 400, 401, 403, 404, 412, 415, 422]));
  });

  it('leave a service that answers', async () => {
    const { service, superId } = await currentStage();
    expect((await service.fetch('/health/ready')).status).toBe(200);
    const { accessToken } = await giveSession(service, superId);
    expect((await service.as(accessToken).getMe()).user.isSuper).toBe(true);
    expect((await service.as(accessToken).listUsers({})).data.length).toBeGreaterThan(0);
  });
});

afterAll(async () => {
  await stage?.service.stop();
  if (process.env.FUZZ_RUNS === undefined) return;
  const lines = [...reached].map(([id, statuses]) => `${id}: ${[...statuses].sort().join(' ')}`);
  process.stdout.write(`${runs} requests of each operation, seed ${seed}\n${lines.join('\n')}\n`);
});
