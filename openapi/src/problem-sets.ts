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
 * A set is named after the operation and the status, so that a further code leaves the name as it is. What many operations
 * share has a name of its own, and a single code that several of them share lends its own.
 */
function nameOfSet(operationId: string, status: number, codes: readonly ProblemCode[]): string {
  const key = codes.join(' ');
  const [only = ''] = codes;
  const isShared = codes.length === 1 && (sharers.get(key) ?? 0) > 1;
  return shortNames.get(key) ?? (isShared ? pascalCase(only) : `${pascalCase(operationId)}${status}`);
}

/** `user-not-found` becomes `UserNotFound`. */
export function pascalCase(code: string): string {
  return code.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
