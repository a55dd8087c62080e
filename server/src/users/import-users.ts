import { type ImportUsersResult, operations } from '@roster/contract';
import type * as z from 'zod';
import { authorizeFields } from '../http/authorize.ts';
import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { type CheckedItem, checkItem, hashPasswords } from './import/check-items.ts';
import { grantCheck } from './import/grant-check.ts';
import { insertNewUsers } from './import/insert-new-users.ts';
import { presentProblem } from './import/present-problem.ts';
import { lockActor } from './lock-parties.ts';
import { newUserAudit, newUserRecord } from './new-user.ts';
import { insertPasswordHashes } from './user-credential-queries.ts';
import type { UserRecord } from './user-row.ts';

type Result = z.input<typeof ImportUsersResult>['results'][number];

/** An item that may be created, as far as the rules are concerned. */
interface Plan extends CheckedItem {
  readonly record: UserRecord;
  readonly roleName: string;
}

export const importUsers: Handler<'importUsers'> = async (request, { config, clock, hasher, newId }) => {
  const { body, change } = request;
  const { dryRun = false, onConflict = 'fail' } = body;
  const items = body.items.map((item, index) => checkItem(item, index, config.passwordMinLength));
  // Slow work first: a transaction that waits for a hash would hold its locks for that long.
  const hashes = dryRun ? undefined : await hashPasswords(items, hasher);

  return change(async (tx) => {
    const actor = await lockActor(tx, request);
    const check = await grantCheck(tx, actor);
    const caller = { ...request.actor, party: actor };
    const now = clock.now();
    const refusals = new Map<number, Refusal>();

    async function plan(checked: CheckedItem): Promise<Plan> {
      const { item, username, refusal, passwordRefusal } = checked;
      authorizeFields(operations.createUser, caller, item);
      if (refusal) throw refusal;
      const { role, roleName, permissions } = await check(item);
      if (passwordRefusal) throw passwordRefusal;
      const hasCredential = (item.password ?? item.passwordHash ?? item.did ?? null) !== null;
      const parts = { id: newId(now), username, role, permissions, hasCredential, now };
      return { ...checked, record: newUserRecord(item, parts), roleName };
    }

    const plans: Plan[] = [];
    for (const checked of items) {
      try {
        plans.push(await plan(checked));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.set(checked.index, error);
      }
    }
    const conflicts = await insertNewUsers(tx, plans, dryRun);
    const created = plans.filter(({ index }) => !conflicts.has(index));
    const passwords = created.flatMap(({ index, record }) => {
      const hash = hashes?.get(index);
      return hash === undefined ? [] : [{ userId: record.id, hash, setBy: actor.id, now }];
    });
    await insertPasswordHashes(tx, passwords);

    const ids = new Map(created.map(({ index, record }) => [index, dryRun ? null : record.id]));
    const results = items.map(({ index }): Result => {
      const conflict = conflicts.get(index);
      const refusal = conflict ?? refusals.get(index);
      const status =
        refusal === undefined ? 'created' : conflict && onConflict === 'skip' ? 'skipped' : 'failed';
      return {
        index,
        status,
        id: ids.get(index) ?? null,
        problem: refusal ? presentProblem(refusal, index) : null,
      };
    });
    const count = (status: Result['status']) => results.filter((result) => result.status === status).length;
    return {
      answer: {
        body: {
          dryRun,
          created: count('created'),
          skipped: count('skipped'),
          failed: count('failed'),
          results,
        },
      },
      audit:
        dryRun || created.length === 0
          ? 'nothing-changed'
          : created.map(({ record, roleName, item }) => newUserAudit(record, roleName, item)),
      refused: dryRun ? [] : [...refusals.values()],
    };
  });
};
