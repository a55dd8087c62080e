/** What the file system, or anything else, says of a failure: one line, without its stack. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
