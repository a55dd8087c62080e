import type { Dependencies } from '../dependencies.ts';

/** What a sweep works with. */
export type SweepContext = Pick<Dependencies, 'config' | 'database' | 'clock'>;

/** Deletes what nobody needs any more, a little at a time, so that no transaction holds many locks for long. */
export interface Sweep {
  readonly name: string;
  /**
   * Deletes one batch and gives the number of its rows; zero means that nothing is left. It looks before it opens a
   * transaction, because there is hardly ever anything to do, and any number of instances do it at the same time.
   */
  deleteBatch(context: SweepContext): Promise<number>;
}
