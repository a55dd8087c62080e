import type { Command } from './command.ts';
import { onDatabase } from './on-database.ts';
import { parseOptions } from './parse-options.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the database up to date',
  help: `Usage: roster migrate [--json]

Applies the steps of the schema that the database of DATABASE_URL does not have yet. Every start of the service does
so as well; this is for those who want it done before.

  --json  print {"applied":[…]}
`,
  async run(args, { stdout, env }) {
    const { values } = parseOptions(args, { json: { type: 'boolean' } });
    const applied = await onDatabase((server) => server.migrateDatabase(server.parseConfig(env)));
    const lines =
      applied.length === 0 ? ['The schema is up to date.'] : applied.map((name) => `applied ${name}`);
    stdout.write(`${values.json ? JSON.stringify({ applied }) : lines.join('\n')}\n`);
  },
};
