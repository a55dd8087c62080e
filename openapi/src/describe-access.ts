import type { Operation } from '@roster/contract';

/** Who may call the operation, in words, as the last paragraph of its description. */
export function accessSentences(operation: Operation): string {
  const { credential, permissions, isSuperOnly } = operation.access;
  if (credential === 'none') return 'Needs no credential; one that is sent is ignored.';
  const sentences: string[] = [];
  if (isSuperOnly) sentences.push('Only the super admin may do this.');
  if (credential === 'session')
    sentences.push('Needs a session: the access token of somebody who logged in.');
  if (credential === 'session-or-key-itself') {
    sentences.push('Needs a session; an API key reaches only itself.');
  }
  if (permissions.length > 0) {
    const noun = permissions.length === 1 ? 'permission' : 'permissions';
    sentences.push(`Needs the ${noun} ${listOf(permissions.map(code))}.`);
  } else if (credential === 'any') {
    sentences.push('Any valid credential will do.');
  }
  sentences.push(...fieldSentences(operation));
  return sentences.join(' ');
}

function fieldSentences({ fieldPermissions = {} }: Operation): string[] {
  const byPermission = new Map<string, string[]>();
  for (const [field, { permission, unless }] of Object.entries(fieldPermissions)) {
    const text = unless === undefined ? code(field) : `${code(field)} (other than ${code(unless)})`;
    byPermission.set(permission, [...(byPermission.get(permission) ?? []), text]);
  }
  return [...byPermission].map(
    ([permission, fields]) => `Sending ${listOf(fields)} needs ${code(permission)} besides.`,
  );
}

function code(text: string): string {
  return `\`${text}\``;
}

function listOf(parts: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts);
}
