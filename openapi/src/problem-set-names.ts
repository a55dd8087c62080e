/**
 * Names for the sets of problem codes that several operations answer with. They become names of types in generated
 * clients: a name that has been published stays.
 */
export const shortNames: ReadonlyMap<string, string> = new Map([
  ['cursor-invalid malformed-request', 'BadListRequest'],
  ['authentication-required credential-invalid', 'Unauthenticated'],
  ['password-change-required permission-denied', 'Forbidden'],
  ['cross-origin-refused password-change-required', 'OwnChangeForbidden'],
  ['cross-origin-refused password-change-required permission-denied', 'ChangeForbidden'],
  [
    'cross-origin-refused escalation-refused password-change-required permission-denied self-action-refused super-protected',
    'UserChangeForbidden',
  ],
  [
    'cross-origin-refused escalation-refused password-change-required permission-denied super-protected',
    'OtherUserChangeForbidden',
  ],
  [
    'cross-origin-refused escalation-refused password-change-required permission-denied',
    'RightsChangeForbidden',
  ],
  [
    'built-in-protected cross-origin-refused escalation-refused password-change-required permission-denied self-action-refused',
    'RoleChangeForbidden',
  ],
  ['password-change-required session-required', 'SessionNeeded'],
  ['cross-origin-refused password-change-required session-required', 'SessionChangeForbidden'],
  ['cross-origin-refused session-required', 'AccountActionForbidden'],
  ['password-change-required permission-denied session-required', 'CredentialListForbidden'],
  [
    'cross-origin-refused escalation-refused password-change-required permission-denied session-required super-protected',
    'CredentialChangeForbidden',
  ],
  ['did-taken email-taken username-taken', 'UserConflict'],
  ['password-refused validation-failed', 'NewPasswordInvalid'],
  ['database-unavailable overloaded', 'Unavailable'],
  ['database-unavailable outcome-unknown overloaded', 'UnavailableOrOutcomeUnknown'],
  ['idempotency-key-reused validation-failed', 'InvalidOrKeyReused'],
  ['idempotency-key-reused password-refused validation-failed', 'NewPasswordInvalidOrKeyReused'],
]);
