/** A stored hash whose form is known and whose cost is bounded: it may be checked. */
export interface StoredHash {
  readonly format: 'argon2' | 'bcrypt' | 'scrypt' | 'pbkdf2';
  verify(password: string): Promise<boolean>;
}

/** Why a text in one of the known forms is not checked: `out_of_bounds` would cost too much, or prove too little. */
export type HashFault = 'invalid_hash' | 'out_of_bounds';

/** Reads a text of one form; undefined where it has another one. */
export type HashReader = (text: string) => StoredHash | HashFault | undefined;

/** Salts and tags of this many bytes are taken: shorter ones prove nothing, longer ones serve nothing. */
const saltBytes = { min: 8, max: 64 };
const tagBytes = { min: 16, max: 128 };

/** True if salt and tag are as long as a hash needs them. */
export function hasUsualLengths(salt: Buffer, tag: Buffer): boolean {
  const { length: saltLength } = salt;
  const { length: tagLength } = tag;
  return (
    saltLength >= saltBytes.min &&
    saltLength <= saltBytes.max &&
    tagLength >= tagBytes.min &&
    tagLength <= tagBytes.max
  );
}

/** Decodes base64 with or without padding; undefined where it is not exactly that. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  // Node drops what it does not understand instead of refusing it.
  return bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '') ? bytes : undefined;
}
