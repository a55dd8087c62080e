import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Timestamp } from '../primitives.ts';

const dayMs = 86_400_000;
const maxDays = 366;

const count = (description: string) =>
  z
    .int()
    .min(0)
    .meta({ description, examples: [42] });

const day = (description: string) => z.iso.date().meta({ description, examples: ['2026-03-01'] });

function isShort({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  if (from === undefined || to === undefined) return true;
  const days = (Date.parse(to) - Date.parse(from)) / dayMs;
  return days >= 0 && days <= maxDays;
}

export const UserTimelineQuery = z
  .strictObject({
    from: day('The first day; 30 days before `to` unless given.').optional(),
    to: day(
      'The day behind the last one, at most 366 days after `from`. Unless given it is tomorrow, or 366 days after `from` where that is earlier.',
    ).optional(),
  })
  .check(
    z.refine(isShort, {
      error: 'Must not lie before `from`, and at most 366 days after it.',
      params: { type: 'invalid_range' },
      path: ['to'],
    }),
  );

const UserDay = z
  .strictObject({
    date: day('A day in UTC.'),
    created: count('Users who were created.'),
    deleted: count('Users who were deleted.'),
    logIns: count('Log-ins that succeeded.'),
    failedLogIns: count('Log-ins that failed, apart from those that were throttled.'),
  })
  .meta({ id: 'UserDay', description: 'What happened to users on one day.' });

export const UserTimeline = z
  .strictObject({
    days: z.array(UserDay).meta({ description: 'Every day of the range, the first one first.' }),
    asOf: Timestamp,
  })
  .meta({ id: 'UserTimeline', description: 'What happened to users, day by day.' });

export const getUserTimeline = defineOperation({
  operationId: 'getUserTimeline',
  method: 'GET',
  path: '/users-timeline',
  tag: 'Statistics',
  summary: 'Count what happened per day',
  description:
    'Users created and deleted, and log-ins, per day in UTC: the last 30 days unless asked otherwise.',
  access: holding('stats:read'),
  query: UserTimelineQuery,
  success: { status: 200, description: 'The days.', body: UserTimeline },
  problems: [],
});
