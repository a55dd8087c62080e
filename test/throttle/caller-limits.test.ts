import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenPassword, givenUser } from '../support/given.ts';
import { superPassword, superUsername, useService } from '../support/service.ts';
import { countVerifications, limits } from './given-throttle.ts';

const { counter, override } = countVerifications();
const throttle = limits({ nameAndSource: { max: 3, windowSeconds: 900 } });
const wrong = 'not the password at all';
const next = 'a fresh start for everybody';

describe('guesses of a password that somebody is logged in with', () => {
  const service = useService({ config: { throttle }, override });

  it('are counted together with those of the log-in, on either way', async () => {
    const { user, client } = await givenUser(service());
    const body = { currentPassword: wrong, newPassword: next };
    await expectProblem(
      service().anonymous.logIn({ username: user.username, password: wrong }),
      'login-failed',
    );
    await expectProblem(client.changeOwnPassword(body), 'current-password-wrong');
    const { headers } = await expectProblem(client.changeOwnPassword(body), 'current-password-wrong');
    expect(headers.get('ratelimit')).toMatch(/^"name-and-source";r=0;t=\d+$/);

    const before = counter.verifications;
    const { problem } = await expectProblem(
      client.changeOwnPassword({ ...body, currentPassword: givenPassword }),
      'too-many-requests',
    );
    expect(problem.retryAfterSeconds).toBeGreaterThan(890);
    await expectProblem(
      service().anonymous.logIn({ username: user.username, password: givenPassword }),
      'too-many-requests',
    );
    expect(counter.verifications).toBe(before);
    // Whoever is logged in goes on with everything else.
    await client.getMe();
  });

  it('do not count when the password is right, whatever becomes of the request', async () => {
    const { user, client } = await givenUser(service());
    for (let made = 0; made < 5; made += 1) {
      await expectProblem(
        client.changeOwnPassword({ currentPassword: givenPassword, newPassword: givenPassword }),
        'password-refused',
      );
    }
    await client.changeOwnPassword({ currentPassword: givenPassword, newPassword: next });
    await service().anonymous.logIn({ username: user.username, password: next });
  });
});

describe('guesses of the super admin’s password at a transfer', () => {
  const service = useService({ config: { throttle }, override });

  it('are counted together with those of the log-in', async () => {
    const { user } = await givenUser(service());
    const transfer = (currentPassword: string) =>
      service().root.transferSuper({ targetUserId: user.id, currentPassword });
    for (let made = 0; made < 3; made += 1) await expectProblem(transfer(wrong), 'current-password-wrong');
    const before = counter.verifications;
    await expectProblem(transfer(superPassword), 'too-many-requests');
    await expectProblem(
      service().anonymous.logIn({ username: superUsername, password: superPassword }),
      'too-many-requests',
    );
    expect(counter.verifications).toBe(before);
  });
});
