import { type Party, refuseEscalation, refuseSelf, refuseTouchingSuper } from '../authority/rules.ts';
import type { Transaction } from '../database/database.ts';
import { refuseMismatch } from '../http/etag.ts';
import type { Handler, HandlerRequest } from '../http/handler.ts';
import { refuseUnknownPermissions } from '../permissions/catalogue-rules.ts';
import { readCatalogue, readCatalogueFor } from '../permissions/permission-queries.ts';
import { readRolePermissions } from '../roles/role-permission-queries.ts';
import { answerUser } from './answer-user.ts';
import { readTemplatePermissions } from './grant-rules.ts';
import { lockParties, type Target } from './lock-parties.ts';
import { userRights } from './party.ts';
import { userAudit } from './user-audit.ts';
import { readUserById } from './user-queries.ts';
import { formatNames, parseNames } from './user-row.ts';
import { updateUserRow } from './user-write-queries.ts';

/** What a request wants to happen to the direct grants. */
interface Wish {
  readonly replacement: readonly string[] | undefined;
  readonly grant: readonly string[];
  readonly revoke: ReadonlySet<string>;
}

async function readWish(
  tx: Transaction,
  body: HandlerRequest<'updateUserPermissions'>['body'],
): Promise<Wish> {
  const { permissions, grant = [], revoke = [], template } = body;
  const catalogue = await readCatalogue(tx);
  refuseUnknownPermissions('permissions', permissions ?? [], catalogue);
  refuseUnknownPermissions('grant', grant, catalogue);
  refuseUnknownPermissions('revoke', revoke, catalogue);
  const fromTemplate = template === undefined ? [] : await readTemplatePermissions(tx, template);
  return { replacement: permissions, grant: [...grant, ...fromTemplate], revoke: new Set(revoke) };
}

function apply({ replacement, grant, revoke }: Wish, current: readonly string[]): string {
  return formatNames([...(replacement ?? current), ...grant].filter((permission) => !revoke.has(permission)));
}

/** The rules of authority, in their order: self, super, escalation. */
async function refuseUnauthorized(tx: Transaction, actor: Party, target: Target, permissions: string) {
  refuseSelf(actor, target.party);
  refuseTouchingSuper(actor, target.party);
  const after = userRights({ ...target.user, permissions }, await readRolePermissions(tx, target.party.role));
  refuseEscalation(actor, [target.party.rights, after], await readCatalogueFor(tx, actor));
}

export const updateUserPermissions: Handler<'updateUserPermissions'> = async (request, { clock }) => {
  const { params, body, ifMatch, change } = request;
  return change(async (tx) => {
    const wish = await readWish(tx, body);
    const { actor, target } = await lockParties(tx, request, params.user);
    const before = parseNames(target.user.permissions);
    const permissions = apply(wish, before);
    await refuseUnauthorized(tx, actor, target, permissions);
    refuseMismatch(ifMatch, target.user);

    const isChange = permissions !== target.user.permissions;
    if (isChange) await updateUserRow(tx, target.user, { permissions }, clock.now());
    const row = (await readUserById(tx, target.user.id)) ?? target.user;
    return {
      answer: answerUser(row),
      audit: isChange
        ? userAudit('user.permissionsChanged', row, [
            { field: 'permissions', before, after: parseNames(permissions) },
          ])
        : 'nothing-changed',
    };
  });
};
