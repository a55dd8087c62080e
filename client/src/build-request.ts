import type { Route } from './read-route.ts';

/** The input of an operation: the fields of path, query and body side by side. */
export type Input = Readonly<Record<string, unknown>>;

/** Where a call goes and what it carries. */
export interface Target {
  /** Path and query. */
  readonly path: string;
  readonly body: string | undefined;
}

/** Sorts the fields of the input into path, query and body. Throws a TypeError for what cannot be sent. */
export function buildRequest(operationId: string, route: Route, input: Input): Target {
  const rest = { ...input };
  const path = route.path.replace(/{(\w+)}/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    // An empty segment, `.` or `..` would make the path of another operation, however it is encoded.
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value))
      throw new TypeError(`${operationId} needs a text as "${name}".`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  if (route.query !== undefined) {
    for (const name of route.query ? route.query.split('&') : Object.keys(rest)) {
      for (const value of [rest[name]].flat()) if (value !== undefined) search.append(name, String(value));
      delete rest[name];
    }
  }
  const [unknown] = Object.keys(rest);
  if (!route.hasBody && unknown !== undefined)
    throw new TypeError(`${operationId} has no field "${unknown}".`);
  return {
    path: String(search) ? `${path}?${search}` : path,
    body: route.hasBody ? JSON.stringify(rest) : undefined,
  };
}
