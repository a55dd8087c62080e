/**
 * Names for the sets of problem codes that many operations answer with. They become names of types in generated clients:
 * a name that has been published stays.
 */
export const shortNames: ReadonlyMap<string, string> = new Map([
  ['cursor-invalid malformed-request', 'BadListRequest'],
  ['authentication-required credential-invalid', 'Unauthenticated'],
  ['password-change-required permission-denied', 'Forbidden'],
  [
    'cross-origin-refused escalation-refused password-change-required permission-denied self-action-refused super-protected',
    'UserChangeForbidden',
  ],
  ['cross-origin-refused password-change-required session-required', 'SessionChangeForbidden'],
  [
    'cross-origin-refused escalation-refused password-change-required permission-denied session-required super-protected',
    'CredentialChangeForbidden',
  ],
  ['database-unavailable overloaded', 'Unavailable'],
  ['database-unavailable outcome-unknown overloaded', 'ChangeUnavailable'],
  ['idempotency-key-reused validation-failed', 'InvalidOrKeyReused'],
]);
