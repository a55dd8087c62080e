import type { ServerBinary } from './engine.ts';

const runsAsRoot = process.getuid?.() === 0;

/** Servers refuse to run as root, and the rsync of a Galera cluster does not work as root. */
const userSetting = runsAsRoot ? ['--user=mysql'] : [];

/** The commands that fill an empty folder with MariaDB's system tables. */
export function prepareMariadb(folder: string): string[][] {
  return [
    ...giveToServer([], folder),
    [
      'mariadb-install-db',
      '--no-defaults',
      ...userSetting,
      `--datadir=${folder}/data`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ],
  ];
}

/** The commands that fill an empty folder with MySQL's system tables. */
export function prepareMysql(binary: ServerBinary, folder: string): string[][] {
  const inside = binary.chroot === undefined ? [] : ['chroot', binary.chroot];
  return [
    ...giveToServer(inside, folder),
    [
      ...binary.serve,
      '--no-defaults',
      ...userSetting,
      ...fastSettings,
      '--initialize-insecure',
      `--datadir=${folder}/data`,
    ],
  ];
}

/** The settings of a private server: quick and forgetful, but with the engine's own sql_mode and character set. */
export function serverSettings(engine: ServerBinary['engine'], folder: string, port: number): string[] {
  return [
    '--no-defaults',
    ...userSetting,
    `--datadir=${folder}/data`,
    `--tmpdir=${folder}`,
    `--socket=${folder}/server.sock`,
    `--pid-file=${folder}/server.pid`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--max-connections=400',
    '--performance-schema=OFF',
    ...fastSettings,
    ...(engine === 'mysql' ? ['--mysqlx=OFF', '--disable-log-bin', '--secure-file-priv=NULL'] : []),
  ];
}

/** Settings that trade durability, which a test database does not need, for speed. */
const fastSettings = [
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-buffer-pool-size=128M',
  '--innodb-doublewrite=0',
  '--sync-binlog=0',
];

/** Hands a fresh folder over to the user that the server runs as. */
export function giveToServer(inside: readonly string[], folder: string): string[][] {
  return runsAsRoot ? [[...inside, 'chown', '-R', 'mysql:', folder]] : [];
}
