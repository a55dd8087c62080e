import type { Dependencies } from '@roster/server';
import { expect, it } from 'vitest';
import type { Database } from '../../server/src/database/database.ts';
import { quickHashes } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { fillUp } from './lists/fill-up.ts';

/** How many characters of metadata the users have whom each statement reads. */
const lengths: number[] = [];

function noteLengths(dependencies: Dependencies): Dependencies {
  const { database } = dependencies;
  const run: Database['run'] = async <Row>(sql: string, bindings: Parameters<Database['run']>[1]) => {
    const rows = await database.run<Row & { readonly metadata?: string | null }>(sql, bindings);
    if (rows[0]?.metadata !== undefined) {
      lengths.push(rows.reduce((sum, { metadata }) => sum + (metadata?.length ?? 0), 0));
    }
    return rows;
  };
  return { ...quickHashes(dependencies), database: { ...database, run } };
}

const service = useService({ override: noteLengths });

const small = JSON.stringify({ text: 'small' });
/** As large as metadata may be. */
const largest = JSON.stringify({ text: 'x'.repeat(16_000) });
const firstPage = 125;

it('an export reads no larger pages behind those that say little about how large users are', async () => {
  await fillUp(service(), 2_700);
  const { database } = service().dependencies;
  const rows = await database.reader('users').where({ role_id: 'viewer' }).orderBy('id').select('id');
  const ids: string[] = rows.map(({ id }) => id);
  // Each page examines a thousand: on the first is nobody, on the second one user.
  const disabled = [...ids.slice(1_500, 1_501), ...ids.slice(2_000)];
  await database.transact(async (tx) => {
    await tx('users').whereIn('id', disabled).update({ status: 'disabled', metadata: largest });
    await tx('users').whereIn('id', disabled.slice(0, 1)).update({ metadata: small });
  });
  lengths.length = 0;
  const exported: string[] = [];
  const users = await service().root.exportUsers({ role: 'viewer', status: 'disabled' });
  for await (const { id } of users) exported.push(id);
  expect(exported).toEqual(disabled);
  expect(lengths).toEqual(expect.arrayContaining([0, small.length]));
  // One more than a page has says that there are more.
  expect(Math.max(...lengths)).toBeLessThanOrEqual((firstPage + 1) * largest.length);
});
