import { choosePassword, passwordOptions } from './choose-password.ts';
import { type Command, UsageError } from './command.ts';
import { onDatabase } from './on-database.ts';
import { parseOptions } from './parse-options.ts';

export const recoverCommand: Command = {
  name: 'recover',
  summary: 'give the super admin a new password, on the host of the database',
  help: `Usage: roster recover --username NAME [--generate | --password-stdin] [--json]

The way back in when nobody can log in as the super admin. It works on the database of DATABASE_URL directly, while the
service runs or not: sets a new password, ends every session of the account, revokes its API keys, and leaves a row
in the audit trail. Other accounts are refused: the super admin resets their passwords.

  --username NAME    the super admin's username; it is named so that nobody recovers another account by mistake
  --generate         make a password and print it, once; it must be changed at the next log-in
  --password-stdin   read the password from standard input
  --json             print {"username","password"?,"mustChangePassword"}

Without either it asks on the terminal, twice, and shows nothing. The password must satisfy the rules of the service.
`,
  async run(args, io) {
    const { values } = parseOptions(args, {
      username: { type: 'string' },
      ...passwordOptions,
      json: { type: 'boolean' },
    });
    const name = values.username ?? '';
    if (name === '') throw new UsageError('--username is missing.');
    const { username, password, mustChangePassword } = await onDatabase(async (server) => {
      const config = server.parseConfig(io.env);
      const chosen = await choosePassword(values, io);
      // A password that was printed may stay on a screen or in a log.
      const recovery = { username: name, password: chosen.password, mustChangePassword: chosen.isGenerated };
      return { ...recovery, ...(await server.recoverSuperAdmin(config, recovery)) };
    });
    if (values.json) {
      const shown = mustChangePassword ? { password } : {};
      io.stdout.write(`${JSON.stringify({ username, ...shown, mustChangePassword })}\n`);
      return;
    }
    io.stdout.write(`${username} has a new password; all sessions and API keys have ended.\n`);
    if (mustChangePassword)
      io.stdout.write(`Shown only now, to be changed at the next log-in:\n  ${password}\n`);
  },
};
