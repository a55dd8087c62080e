import * as z from 'zod';
import { sessionOrKeyItself } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, PageLimit } from '../pagination.ts';
import { ApiKeyList } from './api-key.ts';

export const listApiKeys = defineOperation({
  operationId: 'listApiKeys',
  method: 'GET',
  path: '/api-keys',
  tag: 'API keys',
  summary: 'List my API keys',
  description:
    'The caller’s keys, newest first, page by page; also those that others made for the caller, and those that are revoked or expired, of which the newest 100 are kept. An API key sees itself alone.',
  access: sessionOrKeyItself,
  query: z.strictObject({ limit: PageLimit, cursor: Cursor.optional() }),
  success: { status: 200, description: 'A page of keys.', body: ApiKeyList },
  problems: ['cursor-invalid'],
});
