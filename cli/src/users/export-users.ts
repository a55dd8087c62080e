import { pipeline } from 'node:stream/promises';
import { type Command, InterruptedError, type Io, UsageError } from '../command.ts';
import { interruptible } from '../interruptible.ts';
import { onService, serviceHelp, serviceOptions } from '../on-service.ts';
import { oneOf, parseOptions } from '../parse-options.ts';
import { isTerminal, noProgress, startProgress } from '../progress.ts';
import { type ExportFormat, exportFormats, readExport } from './export/read-export.ts';
import { writeWholeFile } from './export/write-whole-file.ts';
import { toUserFilters, userFilterHelp, userFilterOptions } from './user-filters.ts';

function readFormat(format: string | undefined, output: string | undefined): ExportFormat {
  if (format === undefined) return output?.toLowerCase().endsWith('.csv') ? 'csv' : 'ndjson';
  return oneOf('format', format, exportFormats);
}

/** People see how far it is, unless the users themselves run over their terminal. */
function progressOf({ stdout, stderr }: Io, output: string | undefined) {
  const isSeen = isTerminal(stderr) && (output !== undefined || !isTerminal(stdout));
  return isSeen ? startProgress(stderr, { noun: 'users' }) : noProgress;
}

export const exportUsersCommand: Command = {
  name: 'users export',
  summary: 'write users to a file, as CSV or NDJSON',
  help: `Usage: roster users export [filters] [--format ndjson|csv] [--output FILE] [--json]

Writes all users, or those that fulfil every filter that is given, in the order of their creation. A FILE is there when it
is whole, and not before; without one the users go to standard output.

${userFilterHelp}
  --format ndjson|csv  csv if FILE ends with .csv, otherwise ndjson: a line of JSON for each user, and one for the end
  --output FILE        replaced if it is there, for those who could read it; a new one is for its owner alone
  --json               print {"users","format","output"} when a FILE is written
${serviceHelp}

The key needs users:export and users:read.
`,
  async run(args, io) {
    const { values } = parseOptions(args, {
      ...userFilterOptions,
      ...serviceOptions,
      format: { type: 'string' },
      output: { type: 'string' },
      json: { type: 'boolean' },
    });
    const { output } = values;
    if (output === '') throw new UsageError('--output is empty.');
    const format = readFormat(values.format, output);
    const progress = progressOf(io, output);
    let users = 0;
    await onService(values, io, (client) =>
      interruptible(async (signal) => {
        const query = { ...toUserFilters(values), format };
        try {
          const { response } = await client.exportUsers(query, { signal });
          const content = readExport(response, format, (count) => {
            users = count;
            progress.update({ done: count });
          });
          if (output === undefined) await pipeline(content, io.stdout, { end: false });
          else await writeWholeFile(output, content);
        } catch (error) {
          if (!signal.aborted) throw error;
          throw new InterruptedError(`Interrupted after ${users} users.`, { cause: error });
        } finally {
          progress.end();
        }
      }),
    );
    if (output === undefined) return;
    const inWords = `${users.toLocaleString('en')} users were written to ${output}.`;
    io.stdout.write(`${values.json ? JSON.stringify({ users, format, output }) : inWords}\n`);
  },
};
