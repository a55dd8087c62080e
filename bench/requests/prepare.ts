import { createClient } from '@roster/client';
import { parseConfig, startService } from '@roster/server';
import { root, rosterEnvironment } from '../support/roster.ts';

/** A statement as Roster runs it, with what it binds to the question marks. */
export interface Statement {
  readonly sql: string;
  readonly bindings: readonly (string | number | null)[];
}

/** The operations that are measured, with the statements that one request runs. */
export const measuredOperations = ['getUser', 'listUsers'] as const;
export type MeasuredOperation = (typeof measuredOperations)[number];
export type Statements = Readonly<Record<MeasuredOperation, readonly Statement[]>>;

/** What all variants work with. */
export interface Prepared {
  readonly token: string;
  readonly paths: Readonly<Record<MeasuredOperation, string>>;
  readonly statements: Statements;
  /** The cursor of the second page, which the bare handlers repeat: nothing changes while they are measured. */
  readonly nextCursor: string;
}

export const userCount = 1_000;
export const pageSize = 50;

/** A user as an organization has them: most fields are filled. */
function typicalUser(index: number) {
  return {
    username: `user-${index}`,
    email: `user-${index}@example.org`,
    displayName: `User number ${index}`,
    role: index % 5 === 0 ? 'editor' : 'viewer',
    permissions: index % 4 === 0 ? ['stats:read', 'users:read'] : [],
    servers: ['eu-1', `eu-${2 + (index % 7)}`],
    groups: [`group-${index % 20}`],
    metadata: { department: `Department ${index % 12}`, floor: index % 9 },
  };
}

/**
 * Fills the database through a Roster of this process, and writes down the statements of each measured operation, so
 * that the bare handlers run the very same ones.
 */
export async function prepare(databaseUrl: string): Promise<Prepared> {
  const recorded: Statement[] = [];
  const config = { ...parseConfig(rosterEnvironment(databaseUrl)), logLevel: 'silent' as const };
  const service = await startService(config, (dependencies) => ({
    ...dependencies,
    database: {
      ...dependencies.database,
      run(sql, bindings) {
        recorded.push({ sql, bindings });
        return dependencies.database.run(sql, bindings);
      },
    },
  }));
  try {
    const anonymous = createClient({ baseUrl: service.url });
    const { accessToken: token } = await anonymous.logIn(root);
    const admin = createClient({ baseUrl: service.url, token: token ?? '' });
    let someId = '';
    for (let index = 1; index < userCount; index += 1) {
      const { id } = await admin.createUser(typicalUser(index));
      if (index === userCount / 2) someId = id;
    }
    const statementsOf = async (request: () => Promise<unknown>): Promise<Statement[]> => {
      recorded.length = 0;
      await request();
      return [...recorded];
    };
    let nextCursor = '';
    const statements = {
      getUser: await statementsOf(() => admin.getUser({ user: someId })),
      listUsers: await statementsOf(async () => {
        nextCursor = (await admin.listUsers({ limit: pageSize })).page.nextCursor ?? '';
      }),
    };
    const paths = { getUser: `/api/v1/users/${someId}`, listUsers: `/api/v1/users?limit=${pageSize}` };
    return { token: token ?? '', paths, statements, nextCursor };
  } finally {
    await service.stop();
  }
}
