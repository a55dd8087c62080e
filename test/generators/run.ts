import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Runs a program to its end and returns what it printed.
 * @throws Error with all of its output.
 */
export async function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', ...options.env };
  try {
    const { stdout } = await execute(program, args, { ...options, env, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (cause) {
    const { stdout = '', stderr = '' } = Object(cause);
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause });
  }
}
