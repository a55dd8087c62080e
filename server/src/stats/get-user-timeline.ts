import type { Handler } from '../http/handler.ts';
import { timestamp } from '../http/timestamp.ts';
import { dayMs, dayOf } from './count-changes.ts';
import { readCounts } from './count-queries.ts';

const defaultDays = 30;
const maxDays = 366;
/** Before it, years have a sign. */
const firstDay = Date.parse('0000-01-01');

const events = ['created', 'deleted', 'logIns', 'failedLogIns'] as const;

/** The days from one to another, of which the last is not among them. */
function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = Date.parse(from); day < Date.parse(to); day += dayMs) days.push(dayOf(day));
  return days;
}

export const getUserTimeline: Handler<'getUserTimeline'> = async ({ query }, { database, clock }) => {
  const now = clock.now();
  // As moments: behind the year 9999 the names of days do not sort any more.
  const last = query.from === undefined ? Infinity : Date.parse(query.from) + maxDays * dayMs;
  const to = query.to ?? dayOf(Math.min(now + dayMs, last));
  const from = query.from ?? dayOf(Math.max(firstDay, Date.parse(to) - defaultDays * dayMs));
  const counts = await readCounts(database.reader, events, { from, to });
  const [created, deleted, logIns, failedLogIns] = events.map(counts);
  return {
    body: {
      days: daysBetween(from, to).map((date) => ({
        date,
        created: created?.get(date) ?? 0,
        deleted: deleted?.get(date) ?? 0,
        logIns: logIns?.get(date) ?? 0,
        failedLogIns: failedLogIns?.get(date) ?? 0,
      })),
      asOf: timestamp(now),
    },
  };
};
