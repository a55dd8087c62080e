import { type Operation, type ProblemCode, statusOfProblem } from '@roster/contract';

/** The problems with one status that an operation can answer with. */
export interface ProblemSet {
  /** Name of the response, and with `Problem` behind it of the schema. */
  readonly name: string;
  readonly status: number;
  readonly codes: readonly ProblemCode[];
}

/**
 * Short names for sets of codes that occur often; every other set is named after its codes. The names are those of
 * types in generated clients: a name that has been published stays.
 */
const shortNames = new Map([
  ['authentication-required credential-invalid', 'Unauthenticated'],
  ['password-change-required permission-denied', 'Forbidden'],
  [
    'escalation-refused password-change-required permission-denied self-action-refused super-protected',
    'UserChangeForbidden',
  ],
  ['escalation-refused password-change-required permission-denied super-protected', 'UserCreationForbidden'],
  ['built-in-protected password-change-required permission-denied', 'CatalogueChangeForbidden'],
  ['escalation-refused password-change-required permission-denied', 'RightsChangeForbidden'],
  [
    'built-in-protected escalation-refused password-change-required permission-denied self-action-refused',
    'RoleChangeForbidden',
  ],
  ['password-change-required permission-denied super-required', 'SuperAdminForbidden'],
  ['did-taken email-taken username-taken', 'UserConflict'],
  ['database-unavailable overloaded', 'Unavailable'],
  ['database-unavailable outcome-unknown overloaded', 'UnavailableOrOutcomeUnknown'],
]);

/** The problems of an operation, grouped by status. */
export function problemSetsOf(operation: Operation): ProblemSet[] {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of operation.allProblems) {
    const status = statusOfProblem(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus].map(([status, codes]) => ({ name: nameOfSet(codes), status, codes }));
}

function nameOfSet(codes: readonly ProblemCode[]): string {
  return shortNames.get(codes.join(' ')) ?? codes.map(pascalCase).join('Or');
}

/** `user-not-found` becomes `UserNotFound`. */
export function pascalCase(code: string): string {
  return code.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
