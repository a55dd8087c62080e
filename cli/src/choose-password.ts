import { randomBytes } from 'node:crypto';
import { type Io, RefusedError, UsageError } from './command.ts';
import { askSecret, readAll } from './read-secret.ts';

/** The options that say where a new password comes from: never from the command line itself. */
export const passwordOptions = {
  generate: { type: 'boolean' },
  'password-stdin': { type: 'boolean' },
} as const;

/** How the options above were given. */
export interface PasswordChoice {
  readonly generate?: boolean | undefined;
  readonly 'password-stdin'?: boolean | undefined;
}

/** A new password, and whether it was made here. */
export interface ChosenPassword {
  readonly password: string;
  readonly isGenerated: boolean;
}

/** A password of 120 random bits. */
function generatePassword(): string {
  return randomBytes(15).toString('base64url');
}

/**
 * The new password from standard input, made here, or, without either option, asked for on the terminal.
 * @param ways the options to name where there is no terminal
 */
export async function choosePassword(
  choice: PasswordChoice,
  io: Io,
  ways = '--generate or --password-stdin',
): Promise<ChosenPassword> {
  if (choice.generate && choice['password-stdin']) {
    throw new UsageError('--generate and --password-stdin exclude each other.');
  }
  if (choice.generate) return { password: generatePassword(), isGenerated: true };
  if (choice['password-stdin']) {
    // One line feed at the end belongs to the tool that wrote it; everything else is the password.
    return { password: (await readAll(io.stdin)).replace(/\r?\n$/, ''), isGenerated: false };
  }
  if (!io.stdin.isTTY) {
    throw new UsageError(`There is no terminal to ask on: use ${ways}.`);
  }
  const password = await askSecret('New password (nothing is shown; empty generates one): ', io);
  if (password === '') return { password: generatePassword(), isGenerated: true };
  if ((await askSecret('Again: ', io)) !== password) throw new RefusedError('The two passwords differ.');
  return { password, isGenerated: false };
}
