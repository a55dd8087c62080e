import type { Database, Transaction } from '@roster/server';
import { isConflict } from '../../server/src/database/database-errors.ts';
import type { Barrier, Index } from './barrier.ts';

interface Span {
  readonly from: number;
  to: number;
}

/** Proves that two transactions met: when they were under way, and how often one was in the way of the other. */
export interface Meter {
  begin(): void;
  /** True if the transactions of the two instances were under way at the same time. */
  overlapped(): boolean;
  /** How many statements the instance has sent since the round began. */
  sent(instance: Index): number;
  /** How often a transaction, or a part of it, was refused because of another one and run again, by reason. */
  readonly conflicts: ReadonlyMap<string, number>;
  /** The database, with its transactions held at the barrier and measured. */
  watch(database: Database, instance: Index, barrier: Barrier): Database;
}

function reasonOf(error: unknown): string {
  const { name, code } = Object(error);
  return String(code ?? name);
}

export function createMeter(): Meter {
  const conflicts = new Map<string, number>();
  const spans = new Map<Index, Span>();
  const sent = [0, 0];

  function count(error: unknown): void {
    if (!isConflict(error)) return;
    const reason = reasonOf(error);
    conflicts.set(reason, (conflicts.get(reason) ?? 0) + 1);
  }

  return {
    conflicts,
    begin() {
      spans.clear();
      sent.fill(0);
    },
    sent: (instance) => sent[instance] ?? 0,
    overlapped() {
      const [one, other] = [...spans.values()];
      return (
        one !== undefined &&
        other !== undefined &&
        Math.max(one.from, other.from) < Math.min(one.to, other.to)
      );
    },
    watch(database, instance, barrier) {
      // Conflicts that the database reports, at whichever statement; those that a condition finds are thrown by the work.
      database.reader.on('query-error', count);
      database.reader.on('query', () => {
        sent[instance] = (sent[instance] ?? 0) + 1;
        barrier.advance(instance);
      });
      const measured = async <T>(work: (tx: Transaction) => Promise<T>) => {
        await barrier.arrive(instance);
        const span: Span = { from: performance.now(), to: Number.POSITIVE_INFINITY };
        if (!spans.has(instance)) {
          spans.set(instance, span);
          // What was sent before, by the throttle for instance, is no part of the transactions that meet.
          sent[instance] = 0;
        }
        try {
          return await database.transact(work);
        } finally {
          span.to = performance.now();
          barrier.open();
        }
      };
      return {
        ...database,
        transact: (work) =>
          measured((tx) =>
            work(tx).catch((error: unknown) => {
              if (error instanceof Error && error.name === 'StaleRowError') count(error);
              throw error;
            }),
          ),
      };
    },
  };
}
