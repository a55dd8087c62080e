import type { Access } from './access.ts';
import { rule, text } from './text.ts';

const keyForm = /^[\x21-\x7e]+$/;

/** What a client makes up for one change, and sends again when it repeats the request because no answer arrived. */
export const IdempotencyKey = text({ min: 22, max: 128 })
  .check(
    rule('invalid_idempotency_key', 'Must consist of visible ASCII characters.', (value) =>
      keyForm.test(value),
    ),
  )
  .meta({
    description:
      'Made up at random by the client for this one change: 22 to 128 visible ASCII characters, such as a UUID. A request that is repeated with its key within 24 hours is not done again: it gets the stored answer, marked with `Idempotency-Replayed`. Keys of different credentials and paths have nothing to do with each other. Only answers of success are kept.',
    pattern: '^[!-~]*$',
    examples: ['b8a5d3f0-6c1e-4f5a-9d27-51e0c7a2f4b6'],
  });

/** The parts of an operation that decide whether it takes a key. */
interface Form {
  readonly method: string;
  readonly path: string;
  readonly access: Access;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly ifMatch?: boolean;
}

/**
 * True where the `Idempotency-Key` header is honoured. Under /auth/ it is not: what is answered there belongs to the
 * very session that would be the scope of the key, and may end with it.
 */
export function takesIdempotencyKey({ method, path, access }: Form): boolean {
  return method === 'POST' && access.credential !== 'none' && !path.startsWith('/auth/');
}

/** The problems of an operation that takes a key. Where there is nothing to send but the path, no two requests differ. */
export function problemsOfKeys(definition: Form): ('idempotency-in-progress' | 'idempotency-key-reused')[] {
  if (!takesIdempotencyKey(definition)) return [];
  const canDiffer = definition.body || definition.ifMatch || definition.query;
  return ['idempotency-in-progress', ...(canDiffer ? (['idempotency-key-reused'] as const) : [])];
}
