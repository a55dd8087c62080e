import argon2 from 'argon2';
import type { Argon2Parameters } from './argon2-parameters.ts';
import { isMadeWith } from './formats/argon2-format.ts';
import { readStoredHash } from './formats/read-stored-hash.ts';
import type { HashFault } from './formats/stored-hash.ts';
import type { HashGate, HashPlace } from './hash-gate.ts';

/** Makes and checks password hashes: new ones are argon2id (RFC 9106) in PHC string form. */
export interface PasswordHasher {
  /** @param place that of the request; without one it waits among the work of the service itself. */
  hash(password: string, place?: HashPlace): Promise<string>;
  /**
   * Checks a password against a hash in any known format. Takes the same time with and without a hash, so that it does
   * not tell whether there is one; longer only where the hash itself takes longer than new ones do.
   */
  verify(hash: string | undefined, password: string, place?: HashPlace): Promise<boolean>;
  /** True if the hash has the format and the parameters of new ones; otherwise it is replaced at the next log-in. */
  isCurrent(hash: string): boolean;
}

/** What the hasher is built with. */
export interface PasswordHasherOptions {
  /** Bounds how many hashes run at once. */
  readonly gate: Pick<HashGate, 'pass'>;
  readonly parameters: Argon2Parameters;
  /** Is told of a stored hash that cannot be checked. */
  reportUnusable(fault: HashFault): void;
}

export async function createPasswordHasher(options: PasswordHasherOptions): Promise<PasswordHasher> {
  const { gate, parameters, reportUnusable } = options;
  const { memoryKib: memoryCost, timeCost, parallelism } = parameters;
  const hash = (password: string) =>
    argon2.hash(password, { type: argon2.argon2id, memoryCost, timeCost, parallelism });
  const standIn = await hash('nobody has this password');
  const verifyStandIn = (password: string) => argon2.verify(standIn, password);

  return {
    hash: (password, place) => gate.pass(() => hash(password), place),
    async verify(text, password, place) {
      const stored = text === undefined ? undefined : readStoredHash(text);
      if (typeof stored !== 'object') {
        if (stored !== undefined) reportUnusable(stored);
        await gate.pass(() => verifyStandIn(password), place);
        return false;
      }
      if (text !== undefined && isMadeWith(text, parameters)) {
        return gate.pass(() => stored.verify(password), place);
      }
      // Beside it and not after it: a cheaper hash then takes as long as one of ours, and not longer.
      const [isCorrect] = await gate.pass(
        () => Promise.all([stored.verify(password), verifyStandIn(password)]),
        place,
      );
      return isCorrect;
    },
    isCurrent: (text) => isMadeWith(text, parameters),
  };
}
