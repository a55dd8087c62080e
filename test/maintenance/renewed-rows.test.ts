import { describe, expect, it } from 'vitest';
import { sweepIdempotencyRecords } from '../../server/src/idempotency/sweep-idempotency-records.ts';
import type { Sweep } from '../../server/src/maintenance/sweep.ts';
import { sweepKnownSources, sweepThrottleCounters } from '../../server/src/throttle/sweep-throttle.ts';
import { givenAccount, quickHashes } from '../support/given.ts';
import { useService } from '../support/service.ts';

const service = useService({ override: quickHashes });

interface Renewal {
  readonly sweep: Sweep;
  readonly table: string;
  /** A row that nobody needs any more. */
  row(): Promise<Record<string, string | number>>;
  /** The moment that tells. */
  readonly moment: string;
}

const id = 'f'.repeat(64);

const renewals: Record<string, Renewal> = {
  'a counter': {
    sweep: sweepThrottleCounters,
    table: 'throttle_counters',
    row: async () => ({ id, count: 1, expires_at: 1 }),
    moment: 'expires_at',
  },
  'a source': {
    sweep: sweepKnownSources,
    table: 'known_sources',
    row: async () => ({ user_id: (await givenAccount(service())).id, network: 'x', last_success_at: 1 }),
    moment: 'last_success_at',
  },
  'an idempotency record': {
    sweep: sweepIdempotencyRecords,
    table: 'idempotency_records',
    row: async () => ({ id, fingerprint: id, sealed_answer: 'x', expires_at: 1 }),
    moment: 'expires_at',
  },
};

describe('a sweep spares what was renewed since it looked', () => {
  it.each(Object.entries(renewals))('%s', async (_what, { sweep, table, row, moment }) => {
    const { dependencies } = service();
    const { database } = dependencies;
    const rows = () => database.reader(table).where({ ...unchanged });
    const { [moment]: _moment, ...unchanged } = await row();
    await database.reader(table).insert({ ...unchanged, [moment]: 1 });
    const renewedFirst = {
      ...database,
      async transact<T>(work: Parameters<typeof database.transact<T>>[0]) {
        await rows().update({ [moment]: Date.now() + 60_000 });
        return database.transact(work);
      },
    };
    expect(await sweep.deleteBatch({ ...dependencies, database: renewedFirst })).toBe(0);
    expect(await rows()).toHaveLength(1);
    await rows().update({ [moment]: 1 });
    expect(await sweep.deleteBatch(dependencies)).toBe(1);
    expect(await rows()).toHaveLength(0);
  });
});
