import { createHash, randomUUID } from 'node:crypto';
import mysql from 'mysql2';
import { sampleId } from '../support/sample-users.ts';
import type { newUser, Statement, Statements } from './prepare.ts';
import { fill, type ReplayedStatement, type Slots } from './replay.ts';

type NewUser = ReturnType<typeof newUser>;

/** What the bare handlers are given in the environment. */
export interface BareOptions {
  readonly databaseUrl: string;
  readonly statements: Statements;
  readonly nextCursor: string;
}

type Row = Readonly<Record<string, string>> & { readonly role_rank: number };

/** What stands behind a bare handler: one pool and two questions. */
export interface BareUsers {
  isAuthenticated(authorization: string | undefined): Promise<boolean>;
  getUser(id: string): Promise<object | undefined>;
  listUsers(): Promise<object>;
  createUser(body: NewUser): Promise<object | undefined>;
  updateUserPermissions(
    id: string,
    body: { readonly permissions: readonly string[] },
  ): Promise<object | undefined>;
}

const roles = ['super_admin', 'admin', 'editor', 'viewer'];

function timestamp(moment: unknown): string | null {
  return typeof moment === 'number' ? new Date(moment).toISOString() : null;
}

function present(row: Row): object {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    displayName: row.display_name,
    did: row.did,
    role: row.role_name,
    roles: roles.slice(roles.indexOf(row.role_id ?? '')),
    isSuper: row.role_id === 'super_admin',
    status: row.status,
    isActive: row.status === 'active',
    permissions: JSON.parse(row.permissions ?? '[]'),
    servers: JSON.parse(row.servers ?? '[]'),
    groups: JSON.parse(row.groups ?? '[]'),
    metadata: JSON.parse(row.metadata ?? '{}'),
    mustChangePassword: Number(row.must_change_password) === 1,
    createdAt: timestamp(row.created_at),
    updatedAt: timestamp(row.updated_at),
    lastLoginAt: timestamp(row.last_login_at),
    lastSeenAt: timestamp(row.last_seen_at),
    version: row.version,
  };
}

function sqlOf([authentication, read]: readonly Statement[]): [string, string] {
  if (!authentication || !read) throw new Error('Each request runs two statements.');
  return [authentication.sql, read.sql];
}

/** A pool that is set up like Roster's for hot reads. */
function openPool(databaseUrl: string): mysql.Pool {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const pool = mysql.createPool({
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    jsonStrings: true,
    connectionLimit: 10,
    trace: false,
  });
  pool.on('connection', (connection) => {
    connection.query("set session time_zone = '+00:00', innodb_lock_wait_timeout = 3", () => {});
    connection.query('set session transaction isolation level read committed', () => {});
  });
  return pool;
}

/** Does what Roster's two operations do, with the same statements, and checks nothing but the token. */
export function openBareUsers({ databaseUrl, statements, nextCursor }: BareOptions): BareUsers {
  const pool = openPool(databaseUrl);
  const [authenticationSql, getSql] = sqlOf(statements.getUser);
  const [, listSql] = sqlOf(statements.listUsers);
  const run = (sql: string, values: string[]): Promise<Row[]> =>
    new Promise((resolve, reject) => {
      pool.execute(sql, values, (error, rows) => {
        if (error) reject(error);
        else resolve(rows as unknown as Row[]); // The rows of the statements above.
      });
    });
  /** Runs the statements of a change, in its transaction, and gives the user as they read it last. */
  async function change(replayed: readonly ReplayedStatement[], given: Slots): Promise<Row | undefined> {
    // The first looks up the token, which was done already.
    const [, ...inTransaction] = replayed;
    const slots: Slots = { ...given, now: Date.now() };
    const connection = await pool.promise().getConnection();
    let found: Row | undefined;
    try {
      for (const { sql, bindings } of inTransaction) {
        const [rows] = await connection.query(sql, fill(bindings, slots, randomUUID));
        const row = Array.isArray(rows) ? (rows[0] as Row | undefined) : undefined; // The rows of the statements above.
        if (row?.id !== slots.id || row?.username === undefined) continue;
        found = row;
        const version = Number(row.version);
        const [before = ''] = JSON.parse(row.permissions ?? '[]');
        Object.assign(slots, { username: row.username, version, next: version + 1, before });
      }
      return found;
    } catch (error) {
      await connection.rollback();
      throw error;
    } finally {
      connection.release();
    }
  }
  return {
    async isAuthenticated(authorization) {
      if (!authorization?.startsWith('Bearer ')) return false;
      const hash = createHash('sha256').update(authorization.slice(7)).digest('hex');
      const [row] = await run(authenticationSql, [hash]);
      const now = Date.now();
      return (
        row?.status === 'active' &&
        Number(row.access_expires_at) > now &&
        Number(row.session_expires_at) > now
      );
    },
    async getUser(id) {
      const [row] = await run(getSql, [id]);
      return row && present(row);
    },
    async listUsers() {
      const rows = await run(listSql, []);
      const limit = rows.length - 1;
      return { data: rows.slice(0, limit).map(present), page: { limit, nextCursor } };
    },
    async createUser({ username, email }) {
      const row = await change(statements.createUser, {
        id: sampleId(Date.now(), Math.random),
        username,
        email,
      });
      return row && present(row);
    },
    async updateUserPermissions(id, { permissions: [after = ''] }) {
      const row = await change(statements.updateUserPermissions, { id, after });
      return row && present(row);
    },
  };
}

/** Reads what the benchmark hands over, before anything is measured. */
export function readBareOptions(): BareOptions {
  return JSON.parse(process.env.BARE_OPTIONS ?? '') as BareOptions; // Written by requests.ts.
}
