import { tableNames } from '../http/dump-tables.ts';
import type { TestService } from './service.ts';

/* Every secret that a service of this test file gave out or was given. Files run in processes of their own. */
const issued = new Set<string>();

const secretFields = new Set([
  'accessToken',
  'refreshToken',
  'key',
  'password',
  'newPassword',
  'currentPassword',
]);
/** Shorter texts are in the tables for reasons of their own. */
const shortestSecret = 16;

function noteFields(text: unknown): void {
  if (typeof text !== 'string' || !text.startsWith('{')) return;
  try {
    JSON.parse(text, (name: string, value: unknown) => {
      if (secretFields.has(name) && typeof value === 'string' && value.length >= shortestSecret)
        issued.add(value);
      return value;
    });
  } catch {
    // Not JSON: there is nothing in it that the service could have read.
  }
}

/** Remembers what is secret in an exchange that succeeded: tokens, keys, cookies, passwords, idempotency keys. */
export function noteSecrets(
  sent: { readonly body?: unknown; readonly idempotencyKey?: string | null | undefined },
  answer: { readonly status: number; readonly headers: Headers; readonly text: string },
): void {
  if (answer.status >= 400) return;
  noteFields(sent.body);
  noteFields(answer.text);
  // The service takes no shorter key; what pays no attention to keys may be sent anything.
  if (sent.idempotencyKey && sent.idempotencyKey.length >= shortestSecret) issued.add(sent.idempotencyKey);
  for (const cookie of answer.headers.getSetCookie()) {
    const value = /^[^=]+=([^;]{16,});/.exec(cookie)?.[1];
    if (value !== undefined) issued.add(value);
  }
}

function asText(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function findSecret(text: string): string | undefined {
  return [...issued].find((secret) => text.includes(secret));
}

/**
 * Looks for every secret of this file in every table and in everything that was logged.
 * @throws Error that names the place and the beginning of the secret
 */
export async function expectNoSecretIn(
  dependencies: TestService['dependencies'],
  logged: readonly string[],
): Promise<void> {
  const inLog = findSecret(logged.join(''));
  if (inLog !== undefined) throw new Error(`The log holds the secret ${inLog.slice(0, 10)}…`);
  for (const table of await tableNames(dependencies.database)) {
    const rows: Record<string, unknown>[] = await dependencies.database.reader(table).select('*');
    const found = findSecret(rows.flatMap((row) => Object.values(row).map(asText)).join('\n'));
    if (found !== undefined) throw new Error(`The table ${table} holds the secret ${found.slice(0, 10)}…`);
  }
}
