import { describe, expect, it } from 'vitest';
import { buildService, startProcess } from '../start/service-process.ts';
import { quickHashes } from '../support/given.ts';
import { restoreSuper } from '../support/restore-super.ts';
import { superPassword, superUsername, useService } from '../support/service.ts';
import { accountEvents, keyEvents, type MatrixEvent, rightsEvents, sessionEvents } from './events.ts';
import { type Credential, credentials, givenHolder, stateAt } from './holder.ts';

const service = useService({ override: quickHashes });

/** What each credential can do before anything happens. */
const atFirst: Readonly<Record<Credential, string>> = {
  access: 'full',
  refresh: 'alive',
  otherAccess: 'full',
  otherRefresh: 'alive',
  cookie: 'full',
  cookieRefresh: 'alive',
  keyFull: 'full',
  keyScoped: 'stats',
  keyMade: 'full',
};

type Cells = Record<string, string>;

function expectedCells({ leaves }: MatrixEvent): Cells {
  const after: Readonly<Record<string, string>> = { ...atFirst, ...leaves };
  return Object.fromEntries(
    credentials.flatMap((credential) =>
      ['here', 'elsewhere'].map((place) => [`${credential} ${place}`, after[credential] ?? '']),
    ),
  );
}

/** Starts a second process of the service on the same database, and gives its URL. */
async function startElsewhere(): Promise<string> {
  await buildService();
  const elsewhere = startProcess({
    DATABASE_URL: service().database.url,
    BOOTSTRAP_SUPER_ADMIN_USERNAME: superUsername,
    BOOTSTRAP_SUPER_ADMIN_PASSWORD: superPassword,
  });
  return elsewhere.url;
}

async function observe(event: MatrixEvent, elsewhere: string): Promise<Cells> {
  const holder = await givenHolder(service());
  await event.act(holder);
  const cells: Cells = {};
  for (const credential of credentials) {
    cells[`${credential} here`] = await stateAt(service().url, holder, credential);
    cells[`${credential} elsewhere`] = await stateAt(elsewhere, holder, credential);
  }
  await restoreSuper(service());
  return cells;
}

describe('what happens to a user reaches every credential by the next request, in every process', () => {
  it.for([
    ['the account', accountEvents],
    ['its rights', rightsEvents],
    ['its sessions', sessionEvents],
    ['its keys', keyEvents],
  ] as const)('%s', { timeout: 300_000 }, async ([, events]) => {
    const elsewhere = await startElsewhere();
    const observed: Record<string, Cells> = {};
    for (const event of events) observed[event.happens] = await observe(event, elsewhere);
    expect(observed).toEqual(
      Object.fromEntries(events.map((event) => [event.happens, expectedCells(event)])),
    );
  });
});
