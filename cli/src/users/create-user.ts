import type { CreateUserInput } from '@roster/client';
import { type ChosenPassword, choosePassword, passwordOptions } from '../choose-password.ts';
import { type Command, type Io, UsageError } from '../command.ts';
import { onService, serviceHelp, serviceOptions } from '../on-service.ts';
import { parseOptions } from '../parse-options.ts';

const text = { type: 'string' } as const;
const names = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

const options = {
  ...serviceOptions,
  ...passwordOptions,
  'without-password': flag,
  username: text,
  email: text,
  'display-name': text,
  did: text,
  role: text,
  permission: names,
  template: text,
  server: names,
  group: names,
  metadata: text,
  disabled: flag,
  'must-change-password': flag,
  json: flag,
} as const;

type Choice = ReturnType<typeof parseOptions<typeof options>>['values'];

function parseMetadata(json: string | undefined): CreateUserInput['metadata'] {
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UsageError('--metadata is not JSON.', { cause: error });
  }
}

/** @throws UsageError for ways to a password that exclude each other */
function checkWays(choice: Choice): void {
  if (choice['without-password'] && (choice.generate || choice['password-stdin']))
    throw new UsageError('--without-password excludes every other way to a password.');
  if (choice['password-stdin'] && choice['key-file'] === '-')
    throw new UsageError('Standard input holds either the key or the password.');
}

/** Whoever gives a DID alone needs no password; everybody else says where it comes from, or is asked. */
async function readPassword(choice: Choice, io: Io): Promise<ChosenPassword | undefined> {
  if (choice['without-password']) return undefined;
  return choosePassword(choice, io, '--generate, --password-stdin or --without-password');
}

export const createUserCommand: Command = {
  name: 'users create',
  summary: 'create a user',
  help: `Usage: roster users create --username NAME [fields] [--generate | --password-stdin | --without-password] [--json]

Creates an account. The password is asked for on the terminal, twice, and shown nowhere, unless one of these is given:

  --generate           make a password and print it, once; it must be changed at the first log-in
  --password-stdin     read the password from standard input
  --without-password   the account has none: it is pending, or acts by its DID

  --username NAME      needed unless there is a --did
  --email ADDRESS, --display-name NAME, --did DID
  --role NAME          viewer when left out
  --permission NAME, --server NAME, --group NAME   each may stand several times
  --template NAME      a template whose permissions are granted besides
  --metadata JSON      free data of applications
  --disabled           nobody can log in until the account is enabled
  --must-change-password
  --json               print the user as JSON, with password if it was made here
${serviceHelp}

The key needs users:create and users:read; users:grant too for a role other than viewer, permissions, a template,
servers and groups. It gives only what it holds: every permission of that role, for example.
`,
  async run(args, io) {
    const { values } = parseOptions(args, options);
    checkWays(values);
    const fields: CreateUserInput = {
      username: values.username,
      email: values.email,
      displayName: values['display-name'],
      did: values.did,
      role: values.role,
      permissions: values.permission,
      template: values.template,
      servers: values.server,
      groups: values.group,
      metadata: parseMetadata(values.metadata),
      isActive: values.disabled ? false : undefined,
    };
    const { user, chosen } = await onService(values, io, async (client) => {
      // Only now: who has no key does not type a password in vain.
      const chosen = await readPassword(values, io);
      // A password that was printed may stay on a screen or in a log.
      const mustChangePassword = values['must-change-password'] || chosen?.isGenerated ? true : undefined;
      const user = await client.createUser({ ...fields, password: chosen?.password, mustChangePassword });
      return { user, chosen };
    });
    const shown = chosen?.isGenerated ? { password: chosen.password } : {};
    if (values.json) {
      io.stdout.write(`${JSON.stringify({ ...user, ...shown })}\n`);
      return;
    }
    io.stdout.write(`${user.username} was created with the id ${user.id} and is ${user.status}.\n`);
    if (chosen?.isGenerated)
      io.stdout.write(`Shown only now, to be changed at the first log-in:\n  ${chosen.password}\n`);
  },
};
