import { Refusal } from '../http/refusal.ts';

/**
 * Names outside of the catalogue are refused everywhere, never dropped and never stored.
 * @throws Refusal `validation-failed` naming every permission that is not there
 */
export function refuseUnknownPermissions(
  field: string,
  permissions: readonly string[],
  catalogue: readonly string[],
): void {
  const known = new Set(catalogue);
  const errors = permissions.flatMap((permission, index) =>
    known.has(permission)
      ? []
      : [
          {
            loc: ['body', field, index],
            msg: 'There is no such permission in the catalogue.',
            type: 'unknown_permission',
            input: permission,
          },
        ],
  );
  if (errors.length > 0) throw new Refusal('validation-failed', 'A permission is unknown.', { errors });
}
