import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Timestamp } from '../primitives.ts';

const count = (description: string) =>
  z
    .int()
    .min(0)
    .meta({ description, examples: [42] });

const NamedCount = z
  .strictObject({
    name: z.string().meta({ description: 'What was counted.', examples: ['viewer'] }),
    count: count('How many users.'),
  })
  .meta({ id: 'NamedCount', description: 'A name and how many users it applies to.' });

export const UserStats = z
  .strictObject({
    totalUsers: count('All users.'),
    adminUsers: count('Users whose roles contain admin.'),
    regularUsers: count('All others.'),
    byStatus: z
      .strictObject({
        pending: count('Accounts without a credential.'),
        active: count('Accounts that can log in.'),
        disabled: count('Accounts that were switched off.'),
      })
      .meta({ id: 'StatusCounts', description: 'Users per status.' }),
    byRole: z.array(NamedCount).meta({ description: 'Users per role, every role named, highest first.' }),
    usersPerServer: z.array(NamedCount).meta({ description: 'The 100 servers with the most users.' }),
    usersPerGroup: z.array(NamedCount).meta({ description: 'The 100 groups with the most users.' }),
    distinctServers: count('Different servers.'),
    distinctGroups: count('Different groups.'),
    createdLast30Days: count(
      'Users created today or in the 29 UTC days before, without those deleted since.',
    ),
    activeLast30Days: count('Users seen today or in the 29 UTC days before.'),
    asOf: Timestamp,
  })
  .meta({ id: 'UserStats', description: 'Counts of users.' });

export const getUserStats = defineOperation({
  operationId: 'getUserStats',
  method: 'GET',
  path: '/users-stats',
  tag: 'Statistics',
  summary: 'Count users',
  description: 'Counts by status, role, server and group.',
  access: holding('stats:read'),
  success: { status: 200, description: 'The counts.', body: UserStats },
  problems: [],
});
