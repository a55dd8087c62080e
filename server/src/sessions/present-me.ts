import { listRights, type Rights } from '../authority/rights.ts';
import type { Actor } from '../http/actor.ts';
import { timestampOrNull } from '../http/timestamp.ts';
import { presentUser } from '../users/present-user.ts';
import type { UserRow } from '../users/user-row.ts';

/** The caller, and all that the credential may do. */
export function presentMe(
  user: UserRow,
  rights: Rights,
  credential: Actor['credential'],
  catalogue: readonly string[],
) {
  return {
    user: presentUser(user),
    effectivePermissions: listRights(rights, catalogue),
    credential: {
      kind: credential.kind,
      id: credential.id,
      expiresAt: timestampOrNull(credential.expiresAt),
    },
  };
}
