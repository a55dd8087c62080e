import { RefusedError } from './command.ts';
import { report, runCli } from './run-cli.ts';

const { stdin, stdout, stderr, env } = process;
const args = process.argv.slice(2);
const io = { stdin, stdout, stderr, env };

// Progress and advice are not worth ending half-way for: whoever read them may be gone, as with a terminal that was closed.
stderr.on('error', () => {});

stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the output may leave early, such as `head`; that is no failure, and nobody is left to tell.
  if (error.code === 'EPIPE') process.exit();
  const unwritable = new RefusedError(`Standard output cannot be written: ${error.message}`, {
    cause: error,
  });
  // At once: whatever the command does about it later would say it a second time, in the words of the system.
  process.exit(report(unwritable, args.includes('--json'), io));
});

// Not process.exit: what is still on its way to a pipe would be cut.
process.exitCode = await runCli(args, io);
