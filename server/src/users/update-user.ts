import { canonicalKey } from '@roster/contract';
import { revokeApiKeysOf } from '../api-keys/api-key-queries.ts';
import { changedFields } from '../audit/audit-event.ts';
import type { RoleRank } from '../authority/rights.ts';
import {
  type Party,
  refuseAssigningSuper,
  refuseEscalation,
  refuseHigherRole,
  refuseSelf,
  refuseTouchingSuper,
} from '../authority/rules.ts';
import type { Transaction } from '../database/database.ts';
import { refuseMismatch } from '../http/etag.ts';
import type { Handler, HandlerRequest } from '../http/handler.ts';
import { readCatalogueFor } from '../permissions/permission-queries.ts';
import { readRolePermissions } from '../roles/role-permission-queries.ts';
import { endSessionsOfUser } from '../sessions/session-queries.ts';
import { answerUser } from './answer-user.ts';
import { readAssignedRole } from './grant-rules.ts';
import { refuseForeignUsername } from './identity-rules.ts';
import { refuseTooManyLabels } from './label-rules.ts';
import { lockParties, type Target } from './lock-parties.ts';
import { roleOf, userRights } from './party.ts';
import { presentUser } from './present-user.ts';
import { userAudit } from './user-audit.ts';
import { readPassword } from './user-credential-queries.ts';
import { readUserById } from './user-queries.ts';
import { formatNames, type UserRow } from './user-row.ts';
import { updateUserRow } from './user-write-queries.ts';

type Body = HandlerRequest<'updateUser'>['body'];

/** The row as the body wants it; what the body leaves out stays. */
async function desiredRow(
  tx: Transaction,
  { user }: Target,
  body: Body,
  role: RoleRank | undefined,
): Promise<UserRow> {
  const { username = user.username, email = user.email, did = user.did } = body;
  const hasCredential = did !== null || (await readPassword(tx, user.id)) !== undefined;
  return {
    ...user,
    username,
    username_key: canonicalKey(username),
    email,
    email_key: email === null ? null : canonicalKey(email),
    did,
    display_name: body.displayName === undefined ? user.display_name : body.displayName,
    role_id: role?.id ?? user.role_id,
    role_name: body.role ?? user.role_name,
    role_rank: role?.rank ?? user.role_rank,
    servers: body.servers ? formatNames(body.servers) : user.servers,
    groups: body.groups ? formatNames(body.groups) : user.groups,
    metadata: body.metadata ? JSON.stringify(body.metadata) : user.metadata,
    status: user.status === 'disabled' ? 'disabled' : hasCredential ? 'active' : 'pending',
  };
}

/** The rules about the target itself: self and super come before escalation. */
function refuseTarget(actor: Party, { user, party }: Target, desired: UserRow, body: Body) {
  // The status changes where the DID was the only credential, or becomes it.
  const changesStatus = desired.status !== user.status;
  if (body.role !== undefined || body.servers !== undefined || body.groups !== undefined || changesStatus) {
    refuseSelf(actor, party);
  }
  refuseTouchingSuper(actor, party);
}

async function refuseReachingBeyond(tx: Transaction, actor: Party, { party }: Target, desired: UserRow) {
  const role = roleOf(desired);
  const after = userRights(desired, await readRolePermissions(tx, role));
  const isNewRole = role.id !== party.role.id;
  if (isNewRole) refuseAssigningSuper(role);
  refuseEscalation(actor, [party.rights, after], await readCatalogueFor(tx, actor));
  if (isNewRole) refuseHigherRole(actor, role);
}

export const updateUser: Handler<'updateUser'> = async (request, { clock }) => {
  const { body, params, ifMatch, change } = request;
  return change(async (tx) => {
    // Before the user is looked up: whether the input is valid does not depend on whether they exist.
    const role = body.role === undefined ? undefined : await readAssignedRole(tx, body.role);
    const { actor, target } = await lockParties(tx, request, params.user);
    const desired = await desiredRow(tx, target, body, role);
    refuseTarget(actor, target, desired, body);
    await refuseReachingBeyond(tx, actor, target, desired);
    refuseMismatch(ifMatch, target.user);
    refuseForeignUsername(desired);
    refuseTooManyLabels(desired);

    const { role_name: _name, role_rank: _rank, ...record } = desired;
    const changes = changedFields(presentUser(target.user), presentUser(desired));
    const now = clock.now();
    if (changes.length > 0) await updateUserRow(tx, target.user, record, now);
    if (desired.status === 'pending') {
      await endSessionsOfUser(tx, desired.id);
      await revokeApiKeysOf(tx, desired.id, now);
    }
    const row = (await readUserById(tx, target.user.id)) ?? target.user;
    return {
      answer: answerUser(row),
      audit: changes.length === 0 ? 'nothing-changed' : userAudit('user.updated', row, changes),
    };
  });
};
