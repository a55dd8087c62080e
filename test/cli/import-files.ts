import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../start/service-process.ts';
import type { TestService } from '../support/service.ts';
import { type RosterRun, runRoster, useKey } from './run-roster.ts';

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

/** Makes what imports a file with a key of these permissions; see useKey. */
export function useImport(service: () => TestService, permissions: readonly string[]) {
  const env = useKey(service, permissions);
  const importFile = (file: string, ...args: string[]): Promise<RosterRun> =>
    runRoster(['users', 'import', file, ...args], { env });
  return { env, importFile };
}

export function toNdjson(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
