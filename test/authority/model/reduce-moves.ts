import type { Move } from './moves.ts';

/** Runs a sequence; the error, if it fails. */
export type Try = (moves: readonly Move[]) => Promise<Error | undefined>;

/** A sequence that fails, and how. */
export interface Failure {
  readonly moves: readonly Move[];
  readonly error: Error;
}

/**
 * Leaves moves out of a sequence that fails at its last one, for as long as it still fails and there is time: first
 * many at once, at last one by one. What a move means depends on those before it, so that this is a matter of luck.
 */
export async function reduceMoves(failure: Failure, fails: Try, forMs: number): Promise<Failure> {
  const endsAt = performance.now() + forMs;
  let best = failure;
  for (let size = Math.ceil(best.moves.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let end = best.moves.length - 1; end > 0; end -= size) {
      if (performance.now() > endsAt) return best;
      const moves = [...best.moves.slice(0, Math.max(0, end - size)), ...best.moves.slice(end)];
      const error = await fails(moves);
      if (error !== undefined) best = { moves, error };
    }
  }
  return best;
}
