import { type Command, exitCodes, InterruptedError, type Io, RefusedError, UsageError } from './command.ts';
import { commands } from './commands.ts';

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'Usage: roster COMMAND [options]',
    '',
    ...lines,
    '',
    '`roster COMMAND --help` explains a command. Exit codes: 0 done, 1 refused or failed, 2 wrong usage or configuration, 130 interrupted.',
    '',
  ].join('\n');
}

function find(args: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
}

/** What can be mended is said in words; anything else shows where it comes from. */
function messageOf(error: unknown): string {
  const isForPeople =
    error instanceof UsageError || error instanceof RefusedError || error instanceof InterruptedError;
  if (isForPeople) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Says what went wrong, and with which code to exit. */
export function report(error: unknown, asJson: boolean, { stderr }: Pick<Io, 'stderr'>): number {
  const message = messageOf(error);
  stderr.write(asJson ? `${JSON.stringify({ error: message })}\n` : `roster: ${message}\n`);
  if (error instanceof InterruptedError) return exitCodes.interrupted;
  return error instanceof UsageError ? exitCodes.usage : exitCodes.refused;
}

const isHelpOption = (arg: string | undefined) => arg === '--help' || arg === '-h';

/** Where no command is named: help is what was asked for, also of a group such as `users`; anything else is a mistake. */
function withoutCommand(args: readonly string[], { stdout, stderr }: Io): number {
  const words = args.filter((arg) => !isHelpOption(arg) && arg !== 'help');
  const [first, ...others] = words;
  const isKnown = first === undefined || commands.some(({ name }) => name.startsWith(`${first} `));
  if (words.length < args.length && isKnown && others.length === 0) {
    stdout.write(overview());
    return exitCodes.done;
  }
  const what =
    first === undefined ? 'Which command?' : `There is no command '${words.slice(0, 2).join(' ')}'.`;
  stderr.write(`roster: ${what}\n\n${overview()}`);
  return exitCodes.usage;
}

/** Runs one command and says how it ended; nothing is thrown. */
export async function runCli(args: readonly string[], io: Io): Promise<number> {
  // Help may be asked for before the command as well as behind it.
  const isFirst = args[0] === 'help' || isHelpOption(args[0]);
  const command = find(isFirst ? args.slice(1) : args);
  if (command === undefined) return withoutCommand(args, io);
  const own = args.slice(command.name.split(' ').length);
  if (isFirst || own.some(isHelpOption)) {
    io.stdout.write(command.help);
    return exitCodes.done;
  }
  try {
    await command.run(own, io);
    return exitCodes.done;
  } catch (error) {
    return report(error, own.includes('--json'), io);
  }
}
