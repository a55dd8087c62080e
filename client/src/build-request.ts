import type { Route } from './call.ts';

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
  let { path } = route;
  for (const name of route.pathFields) {
    const segment = encodeSegment(operationId, name, input[name]);
    path = path.replace(`{${name}}`, () => segment);
    delete body[name];
  }
  const query = new URLSearchParams();
  for (const name of route.queryFields) {
    for (const value of [input[name]].flat()) if (value !== undefined) query.append(name, String(value));
    delete body[name];
  }
  const [unknown] = Object.keys(body);
  if (!route.hasBody && unknown !== undefined)
    throw new TypeError(`${operationId} has no field "${unknown}".`);
  const search = query.toString();
  return {
    path: search === '' ? path : `${path}?${search}`,
    body: route.hasBody ? JSON.stringify(body) : undefined,
  };
}

/** An empty segment, `.` or `..` would make a path of another operation, however it is encoded. */
function encodeSegment(operationId: string, name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '' || value === '.' || value === '..') {
    throw new TypeError(`${operationId} needs "${name}" as a text that can stand in a path.`);
  }
  return encodeURIComponent(value);
}
