import { changedFields } from '../audit/audit-event.ts';
import { rightsOfNames } from '../authority/rights.ts';
import { refuseEscalation } from '../authority/rules.ts';
import { etagOf, refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { lockActor } from '../users/lock-parties.ts';
import { refuseUnknownPermissions } from './catalogue-rules.ts';
import { readCatalogue } from './permission-queries.ts';
import { presentTemplate } from './present-template.ts';
import { findTemplate, insertTemplate, updateTemplate } from './template-queries.ts';

export const putTemplate: Handler<'putTemplate'> = async (request, { clock, newId }) => {
  const { params, body, ifMatch, change } = request;
  const name = params.templateName;
  const permissions = [...new Set(body.permissions)].sort();
  return change(async (tx) => {
    const actor = await lockActor(tx, request);
    const catalogue = await readCatalogue(tx);
    refuseUnknownPermissions('permissions', body.permissions, catalogue);
    const found = await findTemplate(tx, name);
    refuseEscalation(actor, [rightsOfNames(found?.permissions ?? []), rightsOfNames(permissions)], catalogue);
    if (found) refuseMismatch(ifMatch, found);
    else if (ifMatch !== undefined)
      throw new Refusal('version-mismatch', 'There is no template of this name.');

    const before = found && presentTemplate(found);
    const description = body.description ?? before?.description ?? '';
    const changes = changedFields({ ...before }, { description, permissions });
    const isReplaced = found?.is_default === 1;
    if (found === undefined) {
      await insertTemplate(tx, { id: newId(clock.now()), name, description, permissions });
    } else if (changes.length > 0 || isReplaced) {
      await updateTemplate(tx, found, { description, permissions, isDefault: false });
    }
    const row = await findTemplate(tx, name);
    if (row === undefined) throw new Error('A template that was just written is not there.');
    const isChange = found === undefined || row.version !== found.version;
    return {
      answer: {
        body: presentTemplate(row),
        headers: { ETag: etagOf(row) },
        isCreated: found === undefined,
      },
      audit: isChange
        ? {
            action: found === undefined ? 'template.created' : 'template.updated',
            target: { kind: 'template', id: null, name },
            changes,
          }
        : 'nothing-changed',
    };
  });
};
