import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerBinary } from './engine.ts';
import { findBinary, readVersion } from './find-binary.ts';

/** The environment variables that steer the engines. */
export type EngineEnvironment = Readonly<Record<string, string | undefined>>;

/** A server's binary, or the reason why it is not there. */
export type Finding = { readonly binary: ServerBinary } | { readonly missing: string };

/** Looks for MariaDB. */
export async function findMariadb(): Promise<Finding> {
  const server = await findBinary('mariadbd');
  if (server === undefined) return { missing: 'no mariadbd found; Debian package mariadb-server' };
  if ((await findBinary('mariadb-install-db')) === undefined) {
    return { missing: 'no mariadb-install-db found; Debian package mariadb-server' };
  }
  return { binary: { engine: 'mariadb', serve: [server] } };
}

/** Looks for MySQL on this machine, then in the folder that scripts/install-mysql.sh makes. */
export async function findMysql(env: EngineEnvironment): Promise<Finding> {
  const server = await findBinary('mysqld');
  if (server !== undefined && isMysql(await readVersion([server]))) {
    return { binary: { engine: 'mysql', serve: [server] } };
  }
  const chroot = env.ROSTER_MYSQL_CHROOT || '/var/cache/roster/mysql';
  const missing = 'no mysqld found; scripts/install-mysql.sh installs it';
  if (!(await exists(join(chroot, 'usr/sbin/mysqld')))) return { missing };
  if (process.getuid?.() !== 0) return { missing: `only root can start the mysqld in ${chroot}` };
  const serve = ['chroot', chroot, 'mysqld'];
  return isMysql(await readVersion(serve)) ? { binary: { engine: 'mysql', serve, chroot } } : { missing };
}

// Debian's MariaDB package installs a `mysqld` that is a link to mariadbd.
function isMysql(version: string | undefined): boolean {
  return version !== undefined && !version.includes('MariaDB');
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
