import { canonicalKey } from '@roster/contract';
import type { AuditChange, AuditEntry } from '../audit/audit-event.ts';
import { type RoleRank, rightsOf } from '../authority/rights.ts';
import { type Party, refuseAssigningSuper, refuseEscalation, refuseHigherRole } from '../authority/rules.ts';
import type { HandlerRequest } from '../http/handler.ts';
import { userAudit } from './user-audit.ts';
import { formatNames, parseNames, type UserRecord } from './user-row.ts';

/** What a request says of a new account. */
export type NewUser = HandlerRequest<'createUser'>['body'];

/** What an account is made with, besides what the request says. */
export interface NewUserParts {
  readonly id: string;
  readonly username: string;
  readonly role: RoleRank;
  /** Those of the request and those of its template. */
  readonly permissions: readonly string[];
  readonly hasCredential: boolean;
  readonly now: number;
}

/**
 * Rules 2 and 6 for a new account: nobody gives what they do not hold, or a role ranked above their own.
 * @param listed what the role and the roles it includes list
 */
export function refuseGiving(
  actor: Party,
  given: {
    readonly role: RoleRank;
    readonly listed: readonly string[];
    readonly permissions: readonly string[];
  },
  catalogue: readonly string[],
): void {
  refuseAssigningSuper(given.role);
  refuseEscalation(actor, [rightsOf(given.role, [...given.listed, ...given.permissions])], catalogue);
  refuseHigherRole(actor, given.role);
}

/** The row of a new account. */
export function newUserRecord(body: NewUser, parts: NewUserParts): UserRecord {
  const { id, username, role, permissions, hasCredential, now } = parts;
  const { email = null, did = null } = body;
  return {
    id,
    username,
    username_key: canonicalKey(username),
    email,
    email_key: email === null ? null : canonicalKey(email),
    display_name: body.displayName ?? null,
    did,
    role_id: role.id,
    status: body.isActive === false ? 'disabled' : hasCredential ? 'active' : 'pending',
    permissions: formatNames(permissions),
    servers: formatNames(body.servers ?? []),
    groups: formatNames(body.groups ?? []),
    metadata: JSON.stringify(body.metadata ?? {}),
    must_change_password: body.mustChangePassword === true ? 1 : 0,
    created_at: now,
    updated_at: now,
    last_login_at: null,
    last_seen_at: null,
    version: 1,
  };
}

/** What else the request set; the password is never written down. */
function givenFields({ email, displayName, did, servers, groups, metadata }: NewUser): AuditChange[] {
  const given = Object.entries({ email, displayName, did, servers, groups, metadata });
  return given.filter(([, after]) => after !== undefined).map(([field, after]) => ({ field, after }));
}

/** The audit entry of a new account. */
export function newUserAudit(record: UserRecord, roleName: string, body: NewUser): AuditEntry {
  return userAudit('user.created', record, [
    { field: 'role', after: roleName },
    { field: 'status', after: record.status },
    { field: 'permissions', after: parseNames(record.permissions) },
    ...givenFields(body),
  ]);
}
