import { access } from 'node:fs/promises';
import { findBinary } from './find-binary.ts';

const providers = [
  '/usr/lib/galera/libgalera_smm.so',
  '/usr/lib/galera-4/libgalera_smm.so',
  '/usr/lib64/galera-4/libgalera_smm.so',
];

/** The file of Galera's library, or undefined. */
export async function findGaleraProvider(): Promise<string | undefined> {
  for (const path of providers) {
    const found = await access(path).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return undefined;
}

/** The reason why no cluster can be started here, or undefined when one can. */
export async function whyNoGalera(): Promise<string | undefined> {
  if ((await findBinary('mariadbd')) === undefined) return 'no mariadbd found; Debian package mariadb-server';
  if ((await findGaleraProvider()) === undefined) return 'Galera is not installed; Debian package galera-4';
  if ((await findBinary('rsync')) === undefined) return 'rsync is not installed; Debian package rsync';
  return undefined;
}
