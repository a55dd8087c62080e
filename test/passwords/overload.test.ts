import { expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenPassword, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';

const service = useService({ config: { hashConcurrency: 1, hashQueueMax: 3 } });

it('more log-ins than the queue holds are told when to come back, and nothing stays behind', async () => {
  const username = uniqueName();
  await service().root.createUser({ username, password: givenPassword });
  const logIn = () => service().anonymous.raw.logIn({ username, password: givenPassword });
  const answers = await Promise.all(Array.from({ length: 30 }, logIn));
  const refused = answers.filter((answer) => !answer.ok);
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(4);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) {
    expect(answer).toMatchObject({ status: 503, problem: { code: 'overloaded', retryAfterSeconds: 2 } });
    expect(answer.headers.get('retry-after')).toBe('2');
  }
  expect((await logIn()).ok).toBe(true);
  await expectProblem(service().anonymous.logIn({ username, password: 'a wrong password' }), 'login-failed');
});
