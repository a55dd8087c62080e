import { type Operation, operations, type ProblemCode, statusOfProblem } from '@roster/contract';
import { shortNames } from './problem-set-names.ts';

/** The problems with one status that an operation can answer with. */
export interface ProblemSet {
  /** Name of the response, and with `Problem` behind it of the schema. */
  readonly name: string;
  readonly status: number;
  readonly codes: readonly ProblemCode[];
}

/** The problems of an operation, grouped by status. */
export function problemSetsOf(operation: Operation): ProblemSet[] {
  return [...codesByStatus(operation)].map(([status, codes]) => ({
    name: nameOfSet(operation.operationId, status, codes),
    status,
    codes,
  }));
}

function codesByStatus(operation: Operation): Map<number, ProblemCode[]> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of operation.allProblems) {
    const status = statusOfProblem(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

/** How many operations answer with a set of codes. */
const sharers = new Map<string, number>();
for (const operation of Object.values(operations)) {
  for (const codes of codesByStatus(operation).values()) {
    const key = codes.join(' ');
    sharers.set(key, (sharers.get(key) ?? 0) + 1);
  }
}

/**
 * A set that one operation has to itself is named after it, so that a further code leaves the name as it is. A set that
 * operations share is named after its meaning.
 */
function nameOfSet(operationId: string, status: number, codes: readonly ProblemCode[]): string {
  const key = codes.join(' ');
  const shortName = shortNames.get(key);
  if (shortName) return shortName;
  if ((sharers.get(key) ?? 0) < 2) return `${pascalCase(operationId)}${status}`;
  const [only = ''] = codes;
  if (codes.length === 1) return pascalCase(only);
  throw new Error(
    `Several operations answer ${status} with "${key}": name the set in openapi/src/problem-set-names.ts.`,
  );
}

/** `user-not-found` becomes `UserNotFound`. */
export function pascalCase(code: string): string {
  return code.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
