import argon2 from 'argon2';
import type { HashGate } from './hash-gate.ts';

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane; about 30 ms. */
const parameters = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Makes and checks password hashes (argon2id, RFC 9106, in PHC string form). */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes the same time with and without a hash, so that it does not tell whether there is one. */
  verify(hash: string | undefined, password: string): Promise<boolean>;
}

/** @param gate bounds how many hashes run at once. */
export async function createPasswordHasher(gate: HashGate): Promise<PasswordHasher> {
  const hash = (password: string) => argon2.hash(password, parameters);
  const standIn = await hash('nobody has this password');
  return {
    hash: (password) => gate.pass(() => hash(password)),
    async verify(stored, password) {
      const matches = await gate.pass(() => argon2.verify(stored ?? standIn, password));
      return matches && stored !== undefined;
    },
  };
}
