import { type FieldPermission, type OperationDefinition, superRoleName } from '@roster/contract';
import { missingPermissions } from '../authority/rights.ts';
import type { Actor } from './actor.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal `permission-denied` naming every permission that is missing. */
function require(actor: Actor, needed: Parameters<typeof missingPermissions>[0]): void {
  const missing = missingPermissions(needed, actor.party.rights);
  if (missing.length === 0) return;
  throw new Refusal('permission-denied', `You lack ${missing.join(', ')}.`, { missingPermissions: missing });
}

/**
 * Rule 7: where a session is needed an API key does not do, whatever its permissions; of itself it may know and dispose.
 * @throws Refusal `session-required`
 */
function requireSession(
  { access }: OperationDefinition,
  { credential }: Actor,
  { apiKeyId = credential.id }: Readonly<Record<string, unknown>>,
): void {
  if (credential.kind === 'session' || access.credential === 'any') return;
  if (access.credential === 'session-or-key-itself' && apiKeyId === credential.id) return;
  throw new Refusal('session-required', 'An API key does not do this; log in.');
}

/**
 * Applies what the contract declares about the caller: credential, forced change of the password, permissions.
 * @param params the path parameters as they were sent
 * @throws Refusal `authentication-required`, `password-change-required`, `session-required`, `permission-denied` or
 * `super-required`
 */
export function authorize(
  operation: OperationDefinition,
  actor: Actor | undefined,
  params: Readonly<Record<string, unknown>>,
): void {
  if (operation.access.credential === 'none') return;
  if (actor === undefined) {
    throw new Refusal(
      'authentication-required',
      'Send an access token or an API key in the Authorization header.',
    );
  }
  if (actor.user.must_change_password === 1 && !operation.allowedBeforePasswordChange) {
    throw new Refusal('password-change-required', 'Change your password with changeOwnPassword first.');
  }
  requireSession(operation, actor, params);
  require(actor, operation.access.permissions);
  if (operation.access.isSuperOnly && actor.party.role.id !== superRoleName) {
    throw new Refusal('super-required', 'Only the super admin may do this.');
  }
}

function isTouched(body: object, field: string, rule: FieldPermission): boolean {
  if (!Object.hasOwn(body, field)) return false;
  return rule.unless === undefined || Reflect.get(body, field) !== rule.unless;
}

/**
 * Applies the permissions that single fields need. It looks at the body before that is validated, because a caller who
 * may not send a field learns nothing about what it accepts.
 * @throws Refusal `permission-denied`
 */
export function authorizeFields(
  operation: OperationDefinition,
  actor: Actor | undefined,
  body: unknown,
): void {
  if (!operation.fieldPermissions || !actor || typeof body !== 'object' || body === null) return;
  const needed = Object.entries(operation.fieldPermissions)
    .filter(([field, rule]) => isTouched(body, field, rule))
    .map(([, rule]) => rule.permission);
  require(actor, [...new Set(needed)].sort());
}
