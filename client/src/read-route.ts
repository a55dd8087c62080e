/** How an operation is called. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** The fields of the query; empty if it takes all that are not in the path, undefined if there is no query. */
  readonly query: string | undefined;
  readonly hasBody: boolean;
  /** True if success has no body. */
  readonly isEmpty: boolean;
  /** True if success is not read but handed on. */
  readonly isStream: boolean;
  /** True if no credential is asked for; none is sent then. */
  readonly isPublic: boolean;
  readonly takesIfMatch: boolean;
  readonly takesIdempotencyKey: boolean;
}

/** Reads a line of the route table, which is text because that is much shorter than objects. */
export function readRoute(line: string): Route {
  const [method = '', target = '', letters = ''] = line.split(' ');
  const [path = '', query] = target.split('?');
  const has = (letter: string) => letters.includes(letter);
  return {
    method,
    path,
    query,
    hasBody: has('b'),
    isEmpty: has('e'),
    isStream: has('s'),
    isPublic: has('p'),
    takesIfMatch: has('i'),
    takesIdempotencyKey: has('k'),
  };
}
