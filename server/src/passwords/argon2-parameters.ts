/** What a hash costs: memory, passes over it, and lanes that could run beside each other. */
export interface Argon2Parameters {
  readonly memoryKib: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** The most memory that checking one hash may take, in any format. */
export const maxMemoryKib = 262_144;

/** Memory times passes: what one check may cost, about two seconds of a core. */
const maxWorkKib = 1_048_576;
const maxParallelism = 16;

/** What OWASP asks of new hashes: at least this much memory with at least so many passes, any one of the pairs. */
const floors = [
  [47_104, 1],
  [19_456, 2],
  [12_288, 3],
  [9_216, 4],
  [7_168, 5],
] as const;

/** True if a hash with these parameters is checked at all. */
export function isAffordable({ memoryKib, timeCost, parallelism }: Argon2Parameters): boolean {
  return (
    memoryKib >= 8 * parallelism &&
    memoryKib <= maxMemoryKib &&
    timeCost >= 1 &&
    memoryKib * timeCost <= maxWorkKib &&
    parallelism >= 1 &&
    parallelism <= maxParallelism
  );
}

/** What is wrong with parameters for new hashes, in words for the operator. */
export function argon2Fault(parameters: Argon2Parameters): string | undefined {
  const { memoryKib, timeCost } = parameters;
  if (!floors.some(([memory, passes]) => memoryKib >= memory && timeCost >= passes)) {
    const pairs = floors.map(([memory, passes]) => `${memory} and ${passes}`).join(', ');
    return `ARGON2_MEMORY_KIB and ARGON2_TIME_COST must be at least one of the pairs ${pairs}`;
  }
  if (!isAffordable(parameters)) {
    return `ARGON2_MEMORY_KIB times ARGON2_TIME_COST must be at most ${maxWorkKib}`;
  }
  return undefined;
}
