import { runCli } from './run-cli.ts';

const { stdin, stdout, stderr, env } = process;

// Not process.exit: what is still on its way to a pipe would be cut.
process.exitCode = await runCli(process.argv.slice(2), { stdin, stdout, stderr, env });
