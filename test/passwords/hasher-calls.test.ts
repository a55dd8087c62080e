import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenPassword, givenUser, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { type HasherCall, spyOnHasher } from './spy-hasher.ts';

const calls: HasherCall[] = [];
const service = useService({ override: spyOnHasher(calls) });

async function callsOf(action: () => Promise<unknown>): Promise<HasherCall[]> {
  const before = calls.length;
  await action();
  return calls.slice(before);
}

describe('a password of 257 characters', () => {
  const long = '😀'.repeat(257);

  it('is refused by every operation without being hashed', async () => {
    const { client, user, password } = await givenUser(service());
    const made = await callsOf(async () => {
      await expectProblem(
        service().anonymous.logIn({ username: user.username, password: long }),
        'validation-failed',
      );
      await expectProblem(
        service().root.createUser({ username: uniqueName(), password: long }),
        'validation-failed',
      );
      await expectProblem(
        service().root.resetUserPassword({ user: user.id, newPassword: long }),
        'validation-failed',
      );
      for (const [currentPassword, newPassword] of [
        [password, long],
        [long, givenPassword],
      ] as const) {
        await expectProblem(client.changeOwnPassword({ currentPassword, newPassword }), 'validation-failed');
      }
    });
    expect(made).toEqual([]);
  });

  it('is one too many: 256 are hashed', async () => {
    const made = await callsOf(() => givenAccount(service(), { password: '😀'.repeat(256) }));
    expect(made).toEqual([{ method: 'hash', passwordLength: 512 }]);
  });
});

/** Headers that differ from answer to answer; how many guesses are left depends on their number alone. */
const byChance = new Set(['date', 'x-request-id', 'ratelimit']);

describe('a log-in that fails', () => {
  const password = 'not the password at all';

  /** What an attacker sees of an answer that does not differ by chance. */
  async function attempt(username: string, secret: string) {
    const answer = await service().fetch('/api/v1/auth/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: secret }),
    });
    const requestId = String(answer.headers.get('x-request-id'));
    const headers = [...answer.headers].filter(([name]) => !byChance.has(name));
    return { status: answer.status, headers, body: (await answer.text()).replace(requestId, '') };
  }

  it.each([
    ['a usual password', password],
    ['the longest password', 'x'.repeat(256)],
  ])('takes the same work and gives the same answer, whatever the reason (%s)', async (_what, secret) => {
    const active = await givenAccount(service(), { password: givenPassword });
    const disabled = await givenAccount(service(), { password: givenPassword, isActive: false });
    const pending = await givenAccount(service());
    const withDid = await givenAccount(service(), { did: `did:web:${uniqueName()}.example.org` });
    const reasons: [string, string][] = [
      [uniqueName('unknown'), secret],
      ['no name at all: \u200b!', secret],
      [active.username, secret],
      [disabled.username, secret],
      [disabled.username, givenPassword],
      [pending.username, secret],
      [withDid.username, secret],
    ];
    const outcomes = [];
    for (const [username, tried] of reasons) {
      const made: HasherCall[] = [];
      const before = calls.length;
      const answer = await attempt(username, tried);
      made.push(...calls.slice(before));
      expect(made).toEqual([{ method: 'verify', passwordLength: tried.length }]);
      outcomes.push(answer);
    }
    const [first] = outcomes;
    expect(first?.status).toBe(401);
    for (const outcome of outcomes) expect(outcome).toEqual(first);
  });
});
