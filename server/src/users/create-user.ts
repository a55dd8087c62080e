import { defaultRoleName } from '@roster/contract';
import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { refuseWeakPassword } from '../passwords/password-rules.ts';
import { refuseUnknownPermissions } from '../permissions/catalogue-rules.ts';
import { readCatalogue, readCatalogueFor } from '../permissions/permission-queries.ts';
import { readRolePermissions } from '../roles/role-permission-queries.ts';
import { readAssignedRole, readTemplatePermissions } from './grant-rules.ts';
import { refuseForeignUsername, usernameFor } from './identity-rules.ts';
import { lockActor } from './lock-parties.ts';
import { newUserAudit, newUserRecord, refuseGiving } from './new-user.ts';
import { presentUser } from './present-user.ts';
import { writePasswordHash } from './user-credential-queries.ts';
import { userLocation } from './user-location.ts';
import { readUserById } from './user-queries.ts';
import { insertUser } from './user-write-queries.ts';

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
    const listed = await readRolePermissions(tx, role);
    refuseGiving(actor, { role, listed, permissions }, await readCatalogueFor(tx, actor));
    if (password !== undefined) {
      refuseWeakPassword({ field: 'password', password, username, minLength: config.passwordMinLength });
    }

    const now = clock.now();
    const hasCredential = password !== undefined || did !== null;
    const id = newId(now);
    await insertUser(tx, newUserRecord(body, { id, username, role, permissions, hasCredential, now }));
    if (passwordHash !== undefined) {
      await writePasswordHash(tx, { userId: id, hash: passwordHash, setBy: actor.id, now });
    }
    const row = await readUserById(tx, id);
    if (row === undefined) throw new Error('A user that was just inserted is not there.');
    return {
      answer: {
        body: presentUser(row),
        headers: { Location: userLocation(row.id), ETag: etagOf(row) },
      },
      audit: newUserAudit(row, row.role_name, body),
    };
  });
};
