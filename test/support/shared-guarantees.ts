import { randomUUID } from 'node:crypto';
import type { ChangeOptions, Client, User } from '@roster/client';
import type { ProblemCode } from '@roster/contract';
import { describe, expect, it } from 'vitest';
import { auditRowsOf, successes } from './audit-trail.ts';
import { expectProblem } from './expect-problem.ts';
import { givenAccount, givenActor, uniqueName } from './given.ts';
import { superUsername, type TestService } from './service.ts';

/** Calls the operation under test with a valid input; those on one user get a reference to them. */
export type Call = (client: Client, user: string) => Promise<unknown>;

/** Expects a refusal that leaves no trace. */
export async function expectRefusal(service: TestService, call: () => Promise<unknown>, code: ProblemCode) {
  const refusals: Awaited<ReturnType<typeof expectProblem>>[] = [];
  const rows = await auditRowsOf(service, async () => {
    refusals.push(await expectProblem(call(), code));
  });
  // A denied attempt is noted; test/audit looks at that.
  expect(successes(rows)).toEqual([]);
  const [refusal] = refusals;
  if (!refusal) throw new Error('Nothing was refused.');
  return refusal;
}

/** Expects a call to be refused, and the user to be exactly as before. */
export async function expectUntouched(
  service: TestService,
  user: User,
  call: () => Promise<unknown>,
  code: ProblemCode,
) {
  const before = await service.root.getUser({ user: user.id });
  const refusal = await expectRefusal(service, call, code);
  expect(await service.root.getUser({ user: user.id })).toEqual(before);
  return refusal;
}

/** The tests of an operation that needs a credential. */
export function itNeedsACredential(service: () => TestService, call: Call): void {
  describe('401', () => {
    it('asks for a credential', async () => {
      const act = () => call(service().anonymous, `@${superUsername}`);
      await expectRefusal(service(), act, 'authentication-required');
    });

    it('refuses a token that was never issued', async () => {
      const act = () => call(service().as(`rst_a_${'A'.repeat(43)}`), `@${superUsername}`);
      await expectRefusal(service(), act, 'credential-invalid');
    });
  });
}

/** The tests of an operation that needs permissions. */
export function itNeedsPermissions(
  service: () => TestService,
  permissions: readonly string[],
  call: Call,
): void {
  describe('permissions', () => {
    it.each(permissions)(
      'refuses alike, whether the user exists or not, whoever lacks %s',
      async (lacking) => {
        const actor = await givenActor(
          service(),
          permissions.filter((permission) => permission !== lacking),
        );
        const target = await givenAccount(service());
        const references = [target.id, `@${target.username}`, randomUUID(), `@${uniqueName()}`];
        const answers = new Set<string>();
        for (const reference of references) {
          const act = () => call(actor.client, reference);
          const { problem } = await expectUntouched(service(), target, act, 'permission-denied');
          expect(problem.missingPermissions).toEqual([lacking]);
          answers.add(JSON.stringify({ ...problem, instance: '', requestId: '' }));
        }
        expect(answers.size).toBe(1);
      },
    );

    it(`needs nothing but ${permissions.join(' and ')}`, async () => {
      const actor = await givenActor(service(), permissions);
      const target = await givenAccount(service());
      await call(actor.client, target.id);
    });
  });
}

/** A resource that a test made, and the change that is sent to it. */
export interface Conditional {
  readonly before: User;
  change(options: ChangeOptions): Promise<unknown>;
}

/** The tests of an operation that honours If-Match. */
export function itHonoursIfMatch(service: () => TestService, given: () => Promise<Conditional>): void {
  const etagOf = ({ id, version }: User) => `"${id}.${version}"`;

  describe('If-Match', () => {
    it.each([
      ['the current tag', (user: User) => etagOf(user)],
      ['a star', () => '*'],
      ['a list with the current tag', (user: User) => `"other.1", ${etagOf(user)} ,"other.2"`],
    ])('lets through %s', async (_name, headerFor) => {
      const { before, change } = await given();
      const rows = await auditRowsOf(service(), () => change({ ifMatch: headerFor(before) }));
      expect(rows).toHaveLength(1);
    });

    it.each([
      ['a stale tag', (user: User) => `"${user.id}.${user.version - 1}"`],
      ['a tag of the future', (user: User) => `"${user.id}.${user.version + 1}"`],
      ['the tag of somebody else', (user: User) => `"${randomUUID()}.${user.version}"`],
      ['the current tag made weak', (user: User) => `W/${etagOf(user)}`],
      ['the current tag without quotes', (user: User) => etagOf(user).replaceAll('"', '')],
      ['a list without the current tag', () => '"other.1", "other.2"'],
    ])('answers 412 with the current tag to %s, and changes nothing', async (_name, headerFor) => {
      const { before, change } = await given();
      const act = () => change({ ifMatch: headerFor(before) });
      const { status, headers } = await expectUntouched(service(), before, act, 'version-mismatch');
      expect(status).toBe(412);
      expect(headers.get('etag')).toBe(etagOf(before));
    });
  });
}
