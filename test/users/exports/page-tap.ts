import type { Dependencies } from '@roster/server';
import type { Database } from '../../../server/src/database/database.ts';
import { makeSignal } from '../../storage/open.ts';
import { quickHashes } from '../../support/given.ts';

/** A page of everybody as an export reads it. */
const pageOfExport = /order by `users`\.`id` asc limit \d+$/;

/** Watches the pages that exports read, and may do something before each or make their rows larger. */
export function pageTap() {
  const tap = {
    /** How many pages were asked for since this was set to 0. */
    pages: 0,
    beforePage: async (_page: number): Promise<void> => {},
    /** What each row has as its metadata, if it is not its own. */
    metadata: undefined as string | undefined,
    /** Lets these pages wait until what it gives is called. */
    hold(isHeld: (page: number) => boolean): () => void {
      const released = makeSignal();
      tap.beforePage = (page) => (isHeld(page) ? released.given : Promise.resolve());
      return released.give;
    },
    reset() {
      tap.pages = 0;
      tap.beforePage = async () => {};
      tap.metadata = undefined;
    },
    override(dependencies: Dependencies): Dependencies {
      const { database } = dependencies;
      const run: Database['run'] = async (sql, bindings) => {
        if (!pageOfExport.test(sql)) return database.run(sql, bindings);
        tap.pages += 1;
        await tap.beforePage(tap.pages);
        const { metadata } = tap;
        const rows = await database.run<object>(sql, bindings);
        // The caller of `run` names the type of a row, here too; the field has the form that it has in the table.
        return (metadata === undefined ? rows : rows.map((row) => ({ ...row, metadata }))) as never;
      };
      return { ...quickHashes(dependencies), database: { ...database, run } };
    },
  };
  return tap;
}
