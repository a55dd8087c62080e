import { expect } from 'vitest';
import type { TestService } from '../support/service.ts';
import { dumpTables } from './dump-tables.ts';

/** Expects that an attack leaves every table as it was, the audit trail included, and gives what it gave. */
export async function expectNoTrace<T>(service: TestService, attack: () => Promise<T>): Promise<T> {
  const before = await dumpTables(service);
  const result = await attack();
  expect(await dumpTables(service)).toEqual(before);
  return result;
}
