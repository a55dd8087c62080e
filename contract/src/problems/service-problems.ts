import type { ProblemDefinition } from './problem-definition.ts';

/** Problems of the service: not the fault of the caller. */
export const serviceProblems = {
  'internal-error': {
    status: 500,
    title: 'Something went wrong on our side',
    when: 'The service failed in a way it did not foresee. Nothing was changed.',
    remedy: 'Try again; if it persists, report the requestId.',
  },
  overloaded: {
    status: 503,
    title: 'The service is busy',
    when: 'More work is waiting than can be done in time. Nothing was changed.',
    remedy: 'Try again after the seconds in Retry-After.',
  },
  'database-unavailable': {
    status: 503,
    title: 'The database is not available',
    when: 'The database cannot be reached or refused the transaction. Nothing was changed.',
    remedy: 'Try again after the seconds in Retry-After.',
  },
  'outcome-unknown': {
    status: 503,
    title: 'The outcome is unknown',
    when: 'The connection to the database was lost while a change was being committed: it may have happened or not.',
    remedy: 'Read the resource to see whether the change is there, then repeat it if it is not.',
  },
} as const satisfies Record<string, ProblemDefinition>;
