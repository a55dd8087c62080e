import { canonicalKey, defaultRoleName } from '@roster/contract';
import type { AuditChange } from '../audit/audit-event.ts';
import { rightsOf } from '../authority/rights.ts';
import { refuseAssigningSuper, refuseEscalation, refuseHigherRole } from '../authority/rules.ts';
import { etagOf } from '../http/etag.ts';
import type { Handler, HandlerRequest } from '../http/handler.ts';
import { refuseWeakPassword } from '../passwords/password-rules.ts';
import { refuseUnknownPermissions } from '../permissions/catalogue-rules.ts';
import { readCatalogue, readCatalogueFor } from '../permissions/permission-queries.ts';
import { readAssignedRole, readTemplatePermissions } from './grant-rules.ts';
import { refuseForeignUsername, usernameFor } from './identity-rules.ts';
import { lockActor } from './lock-parties.ts';
import { presentUser } from './present-user.ts';
import { userAudit } from './user-audit.ts';
import { writePasswordHash } from './user-credential-queries.ts';
import { userLocation } from './user-location.ts';
import { insertUser, readRolePermissions, readUserById } from './user-queries.ts';
import { formatNames, parseNames, type UserRecord } from './user-row.ts';

type Body = HandlerRequest<'createUser'>['body'];

/** What else the request set; the password is never written down. */
function givenFields({ email, displayName, did, servers, groups, metadata }: Body): AuditChange[] {
  const given = Object.entries({ email, displayName, did, servers, groups, metadata });
  return given.filter(([, after]) => after !== undefined).map(([field, after]) => ({ field, after }));
}

export const createUser: Handler<'createUser'> = async (request, { config, clock, hasher, newId }) => {
  const { body, hashPlace, change } = request;
  const { password, email = null, did = null } = body;
  const username = usernameFor(body.username, did);
  refuseForeignUsername({ username, email, did });
  // Slow work first: a transaction that waits for a hash would hold its locks for that long.
  const passwordHash = password === undefined ? undefined : await hasher.hash(password, hashPlace);

  return change(async (tx) => {
    const actor = await lockActor(tx, request);
    refuseUnknownPermissions('permissions', body.permissions ?? [], await readCatalogue(tx));
    const role = await readAssignedRole(tx, body.role ?? defaultRoleName);
    const fromTemplate = body.template === undefined ? [] : await readTemplatePermissions(tx, body.template);
    const permissions = [...(body.permissions ?? []), ...fromTemplate];
    refuseAssigningSuper(role);
    const rights = rightsOf(role, [...(await readRolePermissions(tx, role)), ...permissions]);
    refuseEscalation(actor, [rights], await readCatalogueFor(tx, actor));
    refuseHigherRole(actor, role);
    if (password !== undefined) {
      refuseWeakPassword({ field: 'password', password, username, minLength: config.passwordMinLength });
    }

    const now = clock.now();
    const hasCredential = password !== undefined || did !== null;
    const record: UserRecord = {
      id: newId(now),
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
    await insertUser(tx, record);
    if (passwordHash !== undefined) {
      await writePasswordHash(tx, { userId: record.id, hash: passwordHash, setBy: actor.id, now });
    }
    const row = await readUserById(tx, record.id);
    if (row === undefined) throw new Error('A user that was just inserted is not there.');
    return {
      answer: {
        body: presentUser(row),
        headers: { Location: userLocation(row.id), ETag: etagOf(row) },
      },
      audit: userAudit('user.created', row, [
        { field: 'role', after: row.role_name },
        { field: 'status', after: row.status },
        { field: 'permissions', after: parseNames(row.permissions) },
        ...givenFields(body),
      ]),
    };
  });
};
