import type { Command } from './command.ts';
import { parseOptions } from './parse-options.ts';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'start the service',
  help: `Usage: roster serve

Starts the service with the configuration of the environment, like npm start, but builds nothing. SIGINT or SIGTERM
finishes what is under way and ends it.
`,
  async run(args) {
    parseOptions(args, {});
    await import('@roster/server/main');
  },
};
