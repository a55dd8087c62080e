import { operations } from '@roster/contract';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../server/src/http/refusal.ts';
import {
  deleteExpiredRecords,
  listExpiredRecordIds,
} from '../../server/src/idempotency/idempotency-queries.ts';
import { keyedRequest } from '../../server/src/idempotency/keyed-request.ts';
import { claimKey, keepOutcome } from '../../server/src/idempotency/record-outcome.ts';
import { sweepIdempotencyRecords } from '../../server/src/idempotency/sweep-idempotency-records.ts';
import { sampleRequests } from '../conformance/sample-requests.ts';
import { createClock } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { contentOf, isReplay, newKey, sendKeyed } from './keyed.ts';

const clock = createClock();
const hourMs = 60 * 60 * 1000;
const service = useService({
  override: clock.override,
  config: { accessTokenTtlSeconds: 60 * 60 * 24 * 20, sessionIdleTtlSeconds: 60 * 60 * 24 * 20 },
});

describe('an outcome', () => {
  it('is kept for 24 hours, and forgotten then', async () => {
    const sample = await sampleRequests.setUserStatus(service());
    const key = newKey();
    const first = await sendKeyed(service(), sample, key);
    clock.advance(24 * hourMs - 1);
    expect(isReplay(await sendKeyed(service(), sample, key))).toBe(true);
    clock.advance(1);
    const again = await sendKeyed(service(), sample, key);
    expect([again.status, isReplay(again)]).toEqual([200, false]);
    const replay = await sendKeyed(service(), sample, key);
    expect(isReplay(replay)).toBe(true);
    expect(contentOf(replay)).toEqual(contentOf(again));
    expect(first.status).toBe(200);
  });

  it('that is too old does not bind its key to its body', async () => {
    const sample = await sampleRequests.createUser(service());
    const key = newKey();
    await sendKeyed(service(), sample, key);
    clock.advance(24 * hourMs);
    const other = await sampleRequests.createUser(service());
    const answer = await sendKeyed(service(), { ...other, token: sample.token }, key);
    expect([answer.status, isReplay(answer)]).toEqual([201, false]);
  });

  it('is deleted by the sweep when it is too old, and not before', async () => {
    const { database } = service().dependencies;
    const count = async () => (await database.reader('idempotency_records').select('id')).length;
    clock.advance(24 * hourMs);
    await sweepIdempotencyRecords.deleteBatch(service().dependencies);
    expect(await count()).toBe(0);
    await sendKeyed(service(), await sampleRequests.createUser(service()), newKey());
    clock.advance(24 * hourMs - 1);
    const sample = await sampleRequests.createUser(service());
    await sendKeyed(service(), sample, newKey());
    expect(await sweepIdempotencyRecords.deleteBatch(service().dependencies)).toBe(0);
    clock.advance(1);
    expect(await sweepIdempotencyRecords.deleteBatch(service().dependencies)).toBe(1);
    expect(await sweepIdempotencyRecords.deleteBatch(service().dependencies)).toBe(0);
    expect(await count()).toBe(1);
  });

  it('of a key that was sent again in between is not swept with the old one', async () => {
    const { database, clock: time } = service().dependencies;
    const sample = await sampleRequests.createUser(service());
    const key = newKey();
    await sendKeyed(service(), sample, key);
    clock.advance(24 * hourMs);
    const ids = await listExpiredRecordIds(database.reader, time.now(), 10);
    await service().dependencies.database.transact(async (tx) => {
      await tx('idempotency_records')
        .whereIn('id', ids)
        .update({ expires_at: time.now() + 1 });
      expect(await deleteExpiredRecords(tx, ids, time.now())).toBe(0);
    });
  });

  it('that is a refusal is not kept, although its transaction is committed', async () => {
    const { database, clock: time } = service().dependencies;
    const keyed = keyedRequest(operations.createUser, {
      idempotencyKey: newKey(),
      credential: { id: 'some-session' },
      params: undefined,
      query: {},
      body: {},
      ifMatch: undefined,
    });
    const refusal = new Refusal('password-refused', 'Is refused, and counted.');
    await database.transact(async (tx) => {
      expect(await claimKey(tx, keyed, time.now())).toBeUndefined();
      await keepOutcome(tx, keyed, refusal);
    });
    expect(await database.reader('idempotency_records').where({ id: keyed.id })).toEqual([]);
  });
});
