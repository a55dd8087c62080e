import { type Client, createClient } from '@roster/client';
import { type Dependencies, parseConfig, startService } from '@roster/server';
import { root, rosterEnvironment } from '../support/roster.ts';
import { type Recording, type ReplayedStatement, replayOf } from './replay.ts';

/** A statement as Roster runs it, with what it binds to the question marks. */
export interface Statement {
  readonly sql: string;
  readonly bindings: readonly (string | number | null)[];
}

/** The operations that are measured: those that only read, and those that change something. */
export const measuredReads = ['getUser', 'listUsers'] as const;
export const measuredWrites = ['createUser', 'updateUserPermissions'] as const;
export const measuredOperations = [...measuredReads, ...measuredWrites] as const;
export type MeasuredOperation = (typeof measuredOperations)[number];

/** The statements that one request of each runs. */
export type Statements = Readonly<Record<(typeof measuredReads)[number], readonly Statement[]>> &
  Readonly<Record<(typeof measuredWrites)[number], readonly ReplayedStatement[]>>;

/** What all variants work with. */
export interface Prepared {
  readonly token: string;
  readonly someId: string;
  /** Those whose permissions are changed: enough for each connection to each variant. */
  readonly targets: readonly string[];
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

/** A new user; the number makes a name that nobody has. */
export function newUser(number: string) {
  return {
    username: `bench-${number}`,
    email: `bench-${number}@example.org`,
    displayName: 'Sample Person',
    servers: ['eu-1'],
    groups: ['group-1'],
    metadata: { department: 'Department 1', floor: 1 },
  };
}

/** What permissions are changed from and to, and back. */
export const swappedPermissions = ['stats:read', 'roles:read'] as const;
const targetCount = 64;

/** Notes every statement that a Roster of this process runs, those within transactions too. */
function recorder(database: Dependencies['database']) {
  const recorded: Statement[] = [];
  database.reader.on('query', ({ sql, bindings = [] }: Partial<Statement> & { sql: string }) => {
    recorded.push({ sql, bindings });
  });
  return {
    database: {
      ...database,
      run<Row>(sql: string, bindings: Statement['bindings']) {
        recorded.push({ sql, bindings });
        return database.run<Row>(sql, bindings);
      },
    },
    async statementsOf(request: () => Promise<unknown>): Promise<Statement[]> {
      recorded.length = 0;
      await request();
      return [...recorded];
    },
  };
}

type Recorder = ReturnType<typeof recorder>;

async function recordCreation(admin: Client, { statementsOf }: Recorder, number: string): Promise<Recording> {
  const body = newUser(number);
  let id = '';
  const statements = await statementsOf(async () => {
    ({ id } = await admin.createUser(body));
  });
  return { statements, slots: { id, username: body.username, email: body.email } };
}

async function recordGrant(
  admin: Client,
  { statementsOf }: Recorder,
  id: string,
  [before, after]: readonly [string, string],
): Promise<Recording> {
  const { username, version } = await admin.updateUserPermissions({ user: id, permissions: [before] });
  const statements = await statementsOf(() =>
    admin.updateUserPermissions({ user: id, permissions: [after] }),
  );
  return { statements, slots: { id, username, version, next: version + 1, before, after } };
}

/**
 * Fills the database through a Roster of this process, and writes down the statements of each measured operation, so
 * that the bare handlers run the very same ones.
 */
export async function prepare(databaseUrl: string): Promise<Prepared> {
  const config = { ...parseConfig(rosterEnvironment(databaseUrl)), logLevel: 'silent' as const };
  let recording: Recorder | undefined;
  const service = await startService(config, (dependencies) => {
    recording = recorder(dependencies.database);
    return { ...dependencies, database: recording.database };
  });
  try {
    if (recording === undefined) throw new Error('The service did not start on the recorded database.');
    const anonymous = createClient({ baseUrl: service.url });
    const { accessToken: token } = await anonymous.logIn(root);
    // Without retries the client sends no idempotency key, which the measured requests do not have either.
    const admin = createClient({ baseUrl: service.url, token: token ?? '', maxRetries: 0 });
    const ids: string[] = [];
    for (let index = 1; index < userCount; index += 1) {
      const body = index <= targetCount ? newUser(`target-${index}`) : typicalUser(index);
      ids.push((await admin.createUser(body)).id);
    }
    const someId = ids[userCount / 2] ?? '';
    const targets = ids.slice(0, targetCount);
    const [one = '', other = ''] = targets;
    const [from, to] = swappedPermissions;
    // First what changes the page that is read afterwards.
    const createUser = replayOf(
      await recordCreation(admin, recording, 'first'),
      await recordCreation(admin, recording, 'second'),
    );
    const there = await recordGrant(admin, recording, one, [from, to]);
    await recordGrant(admin, recording, other, [from, to]);
    const updateUserPermissions = replayOf(there, await recordGrant(admin, recording, other, [to, from]));
    let nextCursor = '';
    const statements = {
      createUser,
      updateUserPermissions,
      getUser: await recording.statementsOf(() => admin.getUser({ user: someId })),
      listUsers: await recording.statementsOf(async () => {
        nextCursor = (await admin.listUsers({ limit: pageSize })).page.nextCursor ?? '';
      }),
    };
    return { token: token ?? '', someId, targets, statements, nextCursor };
  } finally {
    await service.stop();
  }
}
