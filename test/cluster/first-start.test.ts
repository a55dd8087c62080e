import { migrations } from '@roster/migrations';
import { startService } from '@roster/server';
import { expect, it, onTestFinished } from 'vitest';
import { createClusterDatabase } from '../support/engines/cluster-database.ts';
import { testConfig } from '../support/service.ts';
import { onNode } from './cluster-arena.ts';

const rounds = 3;

it('three instances that start on three nodes of an empty database make one schema and one super admin', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const database = await createClusterDatabase();
    onTestFinished(() => database.drop());
    const starts = ([1, 2, 3] as const).map((node) => startService(testConfig(onNode(database, node).url)));
    const running = await Promise.all(starts);
    const states = await Promise.all(
      running.map(async ({ dependencies: { database: opened, cursorKey } }) => ({
        applied: (await opened.reader('migrations').orderBy('name').select('name')).map(({ name }) => name),
        supers: (await opened.reader('users').select('id', 'role_id')).length,
        pointers: (await opened.reader('super_admin').select('id')).length,
        audited: await opened.reader('audit_events').orderBy('id').select('action'),
        cursorKey: cursorKey.toString('hex'),
      })),
    );
    for (const { stop } of running) await stop();
    expect(running.filter(({ bootstrapped }) => bootstrapped !== undefined)).toHaveLength(1);
    expect(states[0]).toMatchObject({
      applied: migrations.map(({ name }) => name),
      supers: 1,
      pointers: 1,
      audited: [{ action: 'superAdmin.bootstrapped' }],
    });
    for (const state of states) expect(state).toEqual(states[0]);
  }
});
