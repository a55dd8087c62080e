import type { Dependencies } from '../../server/src/dependencies.ts';
import type { PasswordHasher } from '../../server/src/passwords/password-hasher.ts';

/** A call of the hasher, without the password. */
export interface HasherCall {
  readonly method: 'hash' | 'verify';
  readonly passwordLength: number;
}

/** Lets the hasher work as before and notes its calls. */
export function spyOnHasher(calls: HasherCall[]): (dependencies: Dependencies) => Dependencies {
  return (dependencies) => {
    const { hasher } = dependencies;
    const noting: PasswordHasher = {
      ...hasher,
      hash(password, place) {
        calls.push({ method: 'hash', passwordLength: password.length });
        return hasher.hash(password, place);
      },
      verify(hash, password, place) {
        calls.push({ method: 'verify', passwordLength: password.length });
        return hasher.verify(hash, password, place);
      },
    };
    return { ...dependencies, hasher: noting };
  };
}
