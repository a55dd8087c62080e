import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenSession, givenUser, quickHashes } from '../support/given.ts';
import { startTestService, type TestService } from '../support/service.ts';

/* Two instances on one database: what holds here holds without anything that one instance remembers. */
const rounds = 25;
const racers = 50;

let database: TestDatabase | undefined;
const instances: TestService[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  for (let count = 0; count < 2; count += 1)
    instances.push(await startTestService({ database, override: quickHashes }));
});
afterAll(async () => {
  for (const instance of instances) await instance.stop();
  await database?.drop();
});

function instance(index: number): TestService {
  const found = instances[index % instances.length];
  if (!found) throw new Error('The instances are only there inside of tests.');
  return found;
}

async function pairOf(service: TestService, refreshToken: string) {
  const next = await service.anonymous.refreshSession({ refreshToken });
  return { accessToken: next.accessToken, refreshToken: next.refreshToken };
}

/** Fifty refreshes at once with one token, half of them at each instance; the pair that all of them got. */
async function race(presented: string) {
  let running = 0;
  let mostAtOnce = 0;
  const pairs = await Promise.all(
    Array.from({ length: racers }, async (_, index) => {
      running += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      const pair = await pairOf(instance(index), presented);
      running -= 1;
      return pair;
    }),
  );
  expect(mostAtOnce).toBe(racers);
  const [pair] = pairs;
  if (!pair) throw new Error('Nobody ran.');
  expect(pairs).toEqual(Array(racers).fill(pair));
  return pair;
}

describe('fifty refreshes at once with one token, at two instances', () => {
  it('rotate once, and all give the same pair, round after round', {
    timeout: 180_000,
  }, async () => {
    const given = await givenUser(instance(0));
    const tokens = [given.refreshToken];
    for (let round = 1; round <= rounds; round += 1) {
      const presented = tokens.at(-1) ?? '';
      const pair = await race(presented);
      expect(await pairOf(instance(round), presented), 'a retry of the last one').toEqual(pair);
      await instance(round).as(pair.accessToken).getMe();
      tokens.push(pair.refreshToken);
    }
    const { reader } = instance(1).dependencies.database;
    const rows = await reader('refresh_tokens').where({ session_id: given.sessionId }).select('generation');
    expect(rows).toEqual([{ generation: rounds + 1 }]);
    const rotations = await reader('audit_events')
      .where({ action: 'session.refreshed', target_id: given.sessionId })
      .select('id');
    expect(rotations).toHaveLength(rounds);
  });

  it.each(Array.from({ length: 5 }, (_, index) => index + 1))(
    'are one thing, a replay another: generation %i of seven ends the session at both, and that survives the answer',
    async (generation) => {
      const given = await givenUser(instance(0));
      const other = await givenSession(instance(1), given);
      const tokens = [given.refreshToken];
      let accessToken = '';
      for (let made = 1; made < 7; made += 1) {
        const pair = await pairOf(instance(made), tokens.at(-1) ?? '');
        tokens.push(pair.refreshToken);
        accessToken = pair.accessToken;
      }
      const replay = pairOf(instance(generation), tokens[generation - 1] ?? '');
      await expectProblem(replay, 'refresh-token-invalid');
      for (const service of instances) {
        await expectProblem(service.as(accessToken).getMe(), 'credential-invalid');
        await expectProblem(pairOf(service, tokens.at(-1) ?? ''), 'refresh-token-invalid');
      }
      const ended = await instance(0)
        .dependencies.database.reader('audit_events')
        .where({ action: 'session.endedByReplay', target_id: given.sessionId })
        .select('id');
      expect(ended).toHaveLength(1);
      await other.client.getMe();
    },
  );

  it('end the session once, if the token is of an older generation', async () => {
    const given = await givenUser(instance(0));
    const second = await pairOf(instance(1), given.refreshToken);
    await pairOf(instance(0), second.refreshToken);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        instance(index).anonymous.raw.refreshSession({ refreshToken: given.refreshToken }),
      ),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code))).toEqual(
      Array(20).fill('refresh-token-invalid'),
    );
    const ended = await instance(0)
      .dependencies.database.reader('audit_events')
      .where({ action: 'session.endedByReplay', target_id: given.sessionId })
      .select('id');
    expect(ended).toHaveLength(1);
  });
});
