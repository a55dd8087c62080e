import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../start/service-process.ts';

/** A file to import, in a folder of its own. */
export async function givenFile(name: string, content: string | Buffer): Promise<string> {
  const file = join(await temporaryFolder(), name);
  await writeFile(file, content);
  return file;
}

/** The lines of the error report of an import. */
export async function reportOf(file: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(`${file}.errors.ndjson`, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}
