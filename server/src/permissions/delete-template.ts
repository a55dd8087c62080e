import { rightsOfNames } from '../authority/rights.ts';
import { refuseEscalation } from '../authority/rules.ts';
import { refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { lockActor } from '../users/lock-parties.ts';
import { defaultTemplate } from './default-templates.ts';
import { readCatalogue } from './permission-queries.ts';
import { deleteTemplateRow, findTemplate, updateTemplate } from './template-queries.ts';

export const deleteTemplate: Handler<'deleteTemplate'> = async (request) => {
  const { params, ifMatch, change } = request;
  return change(async (tx) => {
    const actor = await lockActor(tx, request);
    const found = await findTemplate(tx, params.templateName);
    if (found === undefined) throw new Refusal('template-not-found', 'No template has this name.');
    const catalogue = await readCatalogue(tx);
    // A built-in template falls back to its default list, which is a change to that list like any other.
    const after = found.built_in === 1 ? defaultTemplate(found.name, catalogue) : [];
    refuseEscalation(actor, [rightsOfNames(found.permissions), rightsOfNames(after)], catalogue);
    refuseMismatch(ifMatch, found);

    const isChange = found.is_default === 0;
    if (found.built_in === 0) await deleteTemplateRow(tx, found);
    else if (isChange) await updateTemplate(tx, found, { description: '', permissions: [], isDefault: true });
    return {
      answer: { body: undefined },
      audit: isChange
        ? {
            action: found.built_in === 1 ? 'template.restored' : 'template.deleted',
            target: { kind: 'template', id: null, name: found.name },
            changes: [{ field: 'permissions', before: found.permissions, after }],
          }
        : 'nothing-changed',
    };
  });
};
