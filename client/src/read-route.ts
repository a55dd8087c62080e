/** How an operation is called. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly queryFields: readonly string[];
  readonly hasBody: boolean;
  readonly honoursIfMatch: boolean;
  readonly honoursKey: boolean;
  /** True if success has no body. */
  readonly isEmpty: boolean;
  /** True if success is not read but handed on. */
  readonly isStream: boolean;
  /** True if no credential is asked for; none is sent then. */
  readonly isPublic: boolean;
}

/** Reads a line of the route table, which is text because that is much shorter than objects. */
export function readRoute(line: string): Route {
  const [method = '', target = '', flags = ''] = line.split(' ');
  const [path = '', query] = target.split('?');
  return {
    method,
    path,
    queryFields: query ? query.split('&') : [],
    hasBody: flags.includes('b'),
    honoursIfMatch: flags.includes('i'),
    honoursKey: flags.includes('k'),
    isEmpty: flags.includes('e'),
    isStream: flags.includes('s'),
    isPublic: flags.includes('p'),
  };
}
