import type { Handler } from '../http/handler.ts';
import { readCursor } from '../lists/cursor.ts';
import { pageOf } from '../lists/page.ts';
import { presentTemplate } from './present-template.ts';
import { listTemplateRows } from './template-queries.ts';

export const listTemplates: Handler<'listTemplates'> = async ({ query }, { database, cursorKey }) => {
  const { limit, cursor } = query;
  const scope = { key: cursorKey, list: 'listTemplates' };
  const after = cursor === undefined ? '' : readCursor(scope, cursor);
  const rows = await listTemplateRows(database.reader, { after, limit: limit + 1 });
  return { body: pageOf(rows, { limit, scope, positionOf: (row) => row.name, present: presentTemplate }) };
};
