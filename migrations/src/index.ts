import { createRoles } from './0001-create-roles.ts';
import { createUsers } from './0002-create-users.ts';
import { createSessions } from './0003-create-sessions.ts';
import { createAuditEvents } from './0004-create-audit-events.ts';
import { createServiceSecrets } from './0005-create-service-secrets.ts';
import { createTemplates } from './0006-create-templates.ts';
import { createApiKeys } from './0007-create-api-keys.ts';
import { indexSessionEnds } from './0008-index-session-ends.ts';
import { createThrottle } from './0009-create-throttle.ts';
import { createIdempotencyRecords } from './0010-create-idempotency-records.ts';
import { createUserWords } from './0011-create-user-words.ts';
import { createUserCounts } from './0012-create-user-counts.ts';
import type { Migration } from './migration.ts';

export { bookkeepingTables, createBookkeeping } from './bookkeeping.ts';
export type { Migration } from './migration.ts';

/** Every step of the schema, in order. A step is never changed after it has been released. */
export const migrations: readonly Migration[] = [
  createRoles,
  createUsers,
  createSessions,
  createAuditEvents,
  createServiceSecrets,
  createTemplates,
  createApiKeys,
  indexSessionEnds,
  createThrottle,
  createIdempotencyRecords,
  createUserWords,
  createUserCounts,
];
