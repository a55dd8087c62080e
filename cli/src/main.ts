import { runCli } from './run-cli.ts';

const { stdin, stdout, stderr, env } = process;

// Whoever reads the output may leave early, such as `head`; that is no failure, and nobody is left to tell.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// Not process.exit: what is still on its way to a pipe would be cut.
process.exitCode = await runCli(process.argv.slice(2), { stdin, stdout, stderr, env });
