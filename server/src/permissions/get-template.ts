import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { presentTemplate } from './present-template.ts';
import { findTemplate } from './template-queries.ts';

export const getTemplate: Handler<'getTemplate'> = async ({ params }, { database }) => {
  const row = await findTemplate(database.reader, params.templateName);
  if (row === undefined) throw new Refusal('template-not-found', 'No template has this name.');
  return { body: presentTemplate(row), headers: { ETag: etagOf(row) } };
};
