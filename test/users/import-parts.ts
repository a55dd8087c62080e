import { knownHashes } from '../passwords/known-hashes.ts';
import { uniqueName } from '../support/given.ts';
import type { TestService } from '../support/service.ts';

export const names = (count: number, prefix = 'import') =>
  Array.from({ length: count }, () => uniqueName(prefix));

export const known = (made: string) => {
  const found = knownHashes.find((one) => one.made === made);
  if (!found) throw new Error(`There is no hash of ${made}.`);
  return found;
};

/** Everything that an import could change. */
export async function everything(service: TestService): Promise<string> {
  const { reader } = service.dependencies.database;
  const tables = [
    'users',
    'user_passwords',
    'user_permissions',
    'user_servers',
    'user_groups',
    'audit_events',
  ];
  return JSON.stringify(await Promise.all(tables.map((table) => reader(table).count('* as count'))));
}
