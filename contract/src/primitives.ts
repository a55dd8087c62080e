import * as z from 'zod';
import { rule, text } from './text.ts';

/*
 * Default-ignorable code points (zero-width joiners, Hangul fillers, variation selectors) are invisible, and some of
 * them count as letters or marks: two names that differ only in them would look the same.
 */
const usernameForm = /^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._\-@+:]*$/u;
const invisible = /\p{Default_Ignorable_Code_Point}/u;
const control = /\p{Cc}/u;
const emailForm =
  /^[\p{L}\p{M}\p{Nd}.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{M}\p{Nd}](?:[\p{L}\p{M}\p{Nd}-]*[\p{L}\p{M}\p{Nd}])?(?:\.[\p{L}\p{M}\p{Nd}](?:[\p{L}\p{M}\p{Nd}-]*[\p{L}\p{M}\p{Nd}])?)+$/u;
const permissionForm = /^[a-z][A-Za-z0-9-]*(?:[.:][A-Za-z0-9-]+)+$/;
const didForm = /^did:[a-z0-9]+:(?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})$/;

/** The rule of every text that people read: nothing that moves a cursor or ends a line. */
export const withoutControls = rule(
  'invalid_text',
  'Must not contain control characters.',
  (value) => !control.test(value),
);

/** True if the text follows the rule for usernames, apart from its length. */
export function hasUsernameForm(value: string): boolean {
  return usernameForm.test(value) && !invisible.test(value);
}

/** True if the text follows the rule for e-mail addresses, apart from its length. */
export function hasEmailForm(value: string): boolean {
  return emailForm.test(value) && !invisible.test(value);
}

/** True if the text is a decentralized identifier (W3C DID Core, section 3.1). */
export function hasDidForm(value: string): boolean {
  return didForm.test(value);
}

/**
 * The key under which a username or an e-mail address is unique: NFKC and full case folding. JavaScript has no case
 * folding of its own; upper case expands what only full folding expands (ß to SS), lower case on both sides of it brings
 * all cases together, and the final sigma, which lower-casing writes in two ways, is unified by hand.
 */
export function canonicalKey(value: string): string {
  const folded = value.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  return folded.normalize('NFKC');
}

/** The id of any resource: a UUID of version 7, so that ids sort by creation. */
export const Id = z.uuid().meta({
  description: 'UUID of version 7; ids sort by creation.',
  examples: ['0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70'],
});

/** A moment on the wire: ISO 8601, UTC, milliseconds. */
export const Timestamp = z.iso.datetime({ precision: 3 }).meta({
  description: 'ISO 8601 in UTC with milliseconds.',
  examples: ['2026-03-14T09:26:53.589Z'],
});

/** A moment that a caller names: RFC 3339 with any offset. What is finer than milliseconds does not count. */
export const Moment = z.iso.datetime({ offset: true }).meta({ examples: ['2026-03-01T00:00:00Z'] });

export const Username = text({ min: 3, max: 150 })
  .check(
    rule(
      'invalid_username',
      'Must begin with a letter or digit and hold only letters, marks, digits and . _ - @ + :',
      hasUsernameForm,
    ),
    rule('invalid_username', 'Its canonical form (NFKC, case-folded) must follow the same rule.', (value) => {
      const key = canonicalKey(value);
      return hasUsernameForm(key) && [...key].length >= 3 && [...key].length <= 150;
    }),
  )
  .meta({
    description:
      'Letters, marks and digits of any script and . _ - @ + :, the first a letter or digit, nothing invisible. Kept as typed; unique regardless of letter case and compatible spellings. A username in the form of an e-mail address or a DID must equal the user’s own.',
    examples: ['jane'],
  });

export const Email = text({ min: 3, max: 254 })
  .check(
    rule('invalid_email', 'Must be an e-mail address.', hasEmailForm),
    rule(
      'invalid_email',
      'Its canonical form must be an e-mail address of at most 254 characters.',
      (value) => {
        const key = canonicalKey(value);
        return hasEmailForm(key) && [...key].length <= 254;
      },
    ),
  )
  .meta({
    description: 'E-mail address; unique regardless of letter case and compatible spellings.',
    examples: ['jane@example.org'],
  });

export const DisplayName = text({ min: 1, max: 200 })
  .check(
    withoutControls,
    rule('invalid_text', 'Must not be blank.', (value) => value.trim() !== ''),
  )
  .meta({ description: 'The name shown to people.', examples: ['Jane Roe'] });

export const Did = text({ min: 7, max: 2048 })
  .check(
    rule(
      'invalid_did',
      'Must be a decentralized identifier such as did:plc:ewvi7nxzyoun6zhxrhs64oiz.',
      hasDidForm,
    ),
  )
  .meta({
    description: 'Decentralized identifier (W3C DID Core), compared byte for byte, unique.',
    pattern: didForm.source,
    examples: ['did:plc:ewvi7nxzyoun6zhxrhs64oiz'],
  });

/** A password that is checked, not set: anything that could ever have been one. */
export const Password = text({ min: 1, max: 256 }).meta({
  description: 'Never trimmed, truncated or folded.',
  format: 'password',
  examples: ['correct horse battery staple'],
});

/** A password that is to be set. The service may be configured to ask for more than 8 characters. */
export const NewPassword = text({ min: 8, max: 256 }).meta({
  description:
    'No rules of composition; refused when it is among the most common passwords or contains the username. Never trimmed, truncated or folded. The service may be configured to ask for more than 8 characters.',
  format: 'password',
  examples: ['correct horse battery staple'],
});

export const RoleName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, { error: 'Must be the name of a role.' })
  .meta({ description: 'Name of a role.', examples: ['viewer'] });

export const PermissionName = text({ min: 3, max: 100 })
  .check(
    rule('invalid_permission', 'Must be the name of a permission.', (value) => permissionForm.test(value)),
  )
  .meta({
    description: 'Name of a permission of the catalogue.',
    pattern: permissionForm.source,
    examples: ['users:read'],
  });

export const TemplateName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, { error: 'Must be the name of a template.' })
  .meta({ description: 'Name of a permission template.', examples: ['operator'] });

/** A sentence for people about a role, a permission or a template. */
export const Description = text({ min: 0, max: 500 })
  .check(withoutControls)
  .meta({ description: 'What it is for.', examples: ['Looks after the assets.'] });

/** The name of a server or a group. */
export const LabelName = text({ min: 1, max: 100 })
  .check(
    withoutControls,
    rule('invalid_text', 'Must not begin or end with white space.', (value) => value.trim() === value),
  )
  .meta({ description: 'Name of a server or group.', examples: ['eu-1'] });

/** A user in a path: the id, or `@` and the username. */
export const UserReference = z
  .string()
  .check(
    rule('invalid_user_reference', 'Must be the id of a user, or @ and a username.', (value) =>
      value.startsWith('@') ? Username.safeParse(value.slice(1)).success : Id.safeParse(value).success,
    ),
  )
  .meta({
    description: 'The id of a user, or `@` and the username, e.g. `@jane`.',
    examples: ['@jane'],
  });
