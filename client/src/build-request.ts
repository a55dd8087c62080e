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
  const body = { ...input };
  const path = route.path.replace(/{(\w+)}/g, (_, name: string) => {
    const value = body[name];
    delete body[name];
    // An empty segment, `.` or `..` would make the path of another operation, however it is encoded.
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value))
      throw new TypeError(`${operationId} needs "${name}" as a text that can stand in a path.`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const name of route.queryFields) {
    for (const value of [body[name]].flat()) if (value !== undefined) query.append(name, String(value));
    delete body[name];
  }
  const [unknown] = Object.keys(body);
  if (!route.hasBody && unknown !== undefined)
    throw new TypeError(`${operationId} has no field "${unknown}".`);
  const search = String(query);
  return {
    path: search === '' ? path : `${path}?${search}`,
    body: route.hasBody ? JSON.stringify(body) : undefined,
  };
}
