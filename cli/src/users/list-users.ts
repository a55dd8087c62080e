import { once } from 'node:events';
import { type ListUsersInput, paginate, type User } from '@roster/client';
import { type Command, UsageError } from '../command.ts';
import { createTable } from '../format-table.ts';
import { onService, serviceHelp, serviceOptions } from '../on-service.ts';
import { parseOptions, wholeNumber } from '../parse-options.ts';
import { toUserFilters, userFilterHelp, userFilterOptions } from './user-filters.ts';

const defaultLimit = 50;
const maxLimit = 999_999_999;
const pageLimit = 200;

function parseLimit(text: string | undefined, isAll: boolean | undefined): number {
  if (isAll) {
    if (text !== undefined) throw new UsageError('--limit and --all exclude each other.');
    return Number.POSITIVE_INFINITY;
  }
  return text === undefined ? defaultLimit : wholeNumber('limit', text, maxLimit);
}

const headings = ['USERNAME', 'E-MAIL', 'NAME', 'ROLE', 'STATUS', 'LAST LOG-IN', 'ID'];

function cellsOf({ username, email, displayName, role, status, lastLoginAt, id }: User): string[] {
  return [username, email ?? '-', displayName ?? '-', role, status, lastLoginAt ?? 'never', id];
}

export const listUsersCommand: Command = {
  name: 'users list',
  summary: 'list users, with filters and in any order',
  help: `Usage: roster users list [filters] [--sort ORDER] [--limit N | --all] [--json]

Lists users page by page, newest first. A user must fulfil every filter that is given.

${userFilterHelp}
  --sort ORDER         createdAt, username, email, status or lastLoginAt; with - in front descending: --sort=-email
  --limit N            how many at the most; ${defaultLimit} when left out
  --all                all of them
  --json               print each user as one line of JSON
${serviceHelp}

The key needs users:read.
`,
  async run(args, io) {
    const { values } = parseOptions(args, {
      ...userFilterOptions,
      ...serviceOptions,
      sort: { type: 'string' },
      limit: { type: 'string' },
      all: { type: 'boolean' },
      json: { type: 'boolean' },
    });
    const limit = parseLimit(values.limit, values.all);
    // Of the values of filters and order the service says whether they fit.
    const sort = values.sort as ListUsersInput['sort'];
    const query = { ...toUserFilters(values), sort, limit: Math.min(limit, pageLimit) };
    await onService(values, io, async (client) => {
      const table = createTable(headings);
      const write = (users: readonly User[]) =>
        values.json ? users.map((user) => `${JSON.stringify(user)}\n`).join('') : table(users.map(cellsOf));
      let count = 0;
      for await (const { data, page } of paginate(client.listUsers, query).pages) {
        const users = data.slice(0, limit - count);
        // Whoever reads slowly, such as a pager, is waited for.
        if (users.length > 0 && !io.stdout.write(write(users))) await once(io.stdout, 'drain');
        count += users.length;
        const isMore = users.length < data.length || page.nextCursor !== null;
        if (count < limit || !isMore) continue;
        if (!values.json) io.stderr.write('There may be more: --limit N or --all lists them.\n');
        break;
      }
      if (count === 0 && !values.json) io.stderr.write('No user fulfils that.\n');
    });
  },
};
