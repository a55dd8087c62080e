/** Reading that shows more than accounts: what others did, and where they are logged in. */
const notForViewers: ReadonlySet<string> = new Set(['audit:read', 'sessions:read']);

const operatorExtras = ['api-keys:create', 'sessions:revoke'];
const managerExtras = ['users:create', 'users:update', 'users:disable', 'users:reset-password'];

function viewer(catalogue: readonly string[]): string[] {
  return catalogue.filter((name) => /[.:]read$/.test(name) && !notForViewers.has(name));
}

/** What a built-in template grants by default, given the catalogue of this moment; sorted. */
export function defaultTemplate(name: string, catalogue: readonly string[]): string[] {
  switch (name) {
    case 'viewer':
      return viewer(catalogue).sort();
    case 'operator':
      return [...viewer(catalogue), ...operatorExtras].sort();
    case 'manager':
      return [...viewer(catalogue), ...operatorExtras, ...managerExtras].sort();
    case 'full_access':
      return [...catalogue].sort();
    default:
      throw new Error(`There is no built-in template ${name}.`);
  }
}
