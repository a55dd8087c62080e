import * as z from 'zod';
import { Did, Email, LabelName, Moment, PermissionName, RoleName, Username } from '../primitives.ts';
import { searchPrefix } from '../search.ts';
import { rule, text } from '../text.ts';
import { UserStatus } from './user.ts';

const moment = (description: string) =>
  Moment.optional().meta({
    description: `${description} With \`Z\` or an offset, whose \`+\` is \`%2B\` in a query.`,
    examples: ['2026-03-01T00:00:00Z'],
  });

const Search = text({ min: 2, max: 200 }).check(
  rule(
    'too_short',
    'Must have at least 2 characters besides spaces and accents.',
    (value) => [...searchPrefix(value)].length > 1,
  ),
);

const NeverLoggedIn = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);

/** What lists and exports of users can be narrowed by; a user must fulfil all that are given. */
export const userFilters = {
  q: Search.optional().meta({
    description:
      'The beginning of the username, of the e-mail address, or of any word of the display name, regardless of case and accents; no character is a wildcard. The first 64 characters count.',
    examples: ['jane'],
  }),
  username: Username.optional().meta({ description: 'Exactly this username.', examples: ['jane'] }),
  email: Email.optional().meta({
    description: 'Exactly this e-mail address.',
    examples: ['jane@example.org'],
  }),
  did: Did.optional().meta({
    description: 'Exactly this DID.',
    examples: ['did:plc:ewvi7nxzyoun6zhxrhs64oiz'],
  }),
  role: RoleName.optional().meta({
    description: 'Has this role; nobody has a role that does not exist.',
    examples: ['viewer'],
  }),
  status: UserStatus.optional().meta({ description: 'Has this status.', examples: ['active'] }),
  permission: PermissionName.optional().meta({
    description: 'Holds this permission, by the role or by a direct grant.',
    examples: ['users:read'],
  }),
  server: LabelName.optional().meta({ description: 'Is on this server.', examples: ['eu-1'] }),
  group: LabelName.optional().meta({ description: 'Is in this group.', examples: ['support'] }),
  createdFrom: moment('Was created at this moment or later.'),
  createdTo: moment('Was created before this moment.'),
  lastLoginFrom: moment('Logged in last at this moment or later.'),
  lastLoginTo: moment('Logged in last before this moment.'),
  neverLoggedIn: NeverLoggedIn.optional().meta({
    description: 'True: has never logged in. False: has.',
    examples: [true],
  }),
};
