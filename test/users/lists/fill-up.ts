import { changesOfInsert } from '../../../server/src/stats/count-changes.ts';
import { noteCounts } from '../../../server/src/stats/count-queries.ts';
import type { UserRecord } from '../../../server/src/users/user-row.ts';
import { givenAccount, uniqueName } from '../../support/given.ts';
import type { TestService } from '../../support/service.ts';

const rowsPerInsert = 500;

/** Makes sure that there are so many users: copies of one, written at once, because each request takes its time. */
export async function fillUp(service: TestService, count: number): Promise<void> {
  const { database, newId } = service.dependencies;
  const { id } = await givenAccount(service);
  const rows: UserRecord[] = await database.reader('users').select('*');
  const model = rows.find((row) => row.id === id);
  if (model === undefined) throw new Error('The account that was made is not there.');
  const copies = Array.from({ length: count - rows.length }, () => {
    const username = uniqueName();
    return { ...model, id: newId(Date.now()), username, username_key: username };
  });
  await database.transact(async (tx) => {
    for (let from = 0; from < copies.length; from += rowsPerInsert) {
      await tx('users').insert(copies.slice(from, from + rowsPerInsert));
    }
    await noteCounts(tx, copies.flatMap(changesOfInsert));
  });
}
