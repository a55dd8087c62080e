import { describe, expect, it } from 'vitest';
import { fillUsers } from '../../bench/support/fill-users.ts';
import { sampleUser } from '../../bench/support/sample-users.ts';
import { recount } from '../stats/recount.ts';
import { quickHashes } from '../support/given.ts';
import { useService } from '../support/service.ts';

const service = useService({ override: quickHashes });
const options = { count: 3_000, seed: 7, until: Date.now() };
const samples = Array.from({ length: options.count }, (_, index) => sampleUser(index, options));

describe('the sample users of the benchmarks', () => {
  it('are counted, found and filtered as if the service had made them', async () => {
    await fillUsers(service().database.url, options);
    const { root, dependencies } = service();

    const { asOf: _asOf, ...stats } = await root.getUserStats();
    expect(stats.totalUsers).toBe(options.count + 1);
    expect(stats).toEqual(await recount(service()));
    expect(await dependencies.database.reader('user_count_deltas').count({ n: '*' })).toEqual([{ n: 0 }]);

    const counted = async (query: Parameters<typeof root.listUsers>[0]) =>
      (await root.listUsers({ ...query, limit: 1, count: 'exact' })).page.total;
    const among = (isMeant: (user: (typeof samples)[number]) => boolean) => samples.filter(isMeant).length;
    expect(await counted({ q: 'MULL' })).toBe(
      among(({ username, display_name: name }) => /^mull|[ -]Müll/.test(`${username} ${name ?? ''}`)),
    );
    expect(await counted({ server: 'server-2' })).toBe(among(({ servers }) => servers.includes('server-2"')));
    expect(await counted({ group: 'group-1' })).toBe(among(({ groups }) => groups.includes('group-1"')));
    expect(await counted({ permission: 'users:reset-password' })).toBe(
      among(({ role_id: role }) => role === 'admin' || role === 'sample-support') + 1,
    );
  });

  it('are the same for the same options, and have every property that lists are narrowed by', () => {
    expect(sampleUser(17, options)).toEqual(samples[17]);
    expect(sampleUser(17, { ...options, seed: 8 })).not.toEqual(samples[17]);
    const shareOf = (isMeant: (user: (typeof samples)[number]) => boolean) =>
      samples.filter(isMeant).length / samples.length;
    for (const share of [
      shareOf(({ email }) => email === null),
      shareOf(
        ({ display_name: name }) =>
          /\p{Script=Latin}/u.test(name?.normalize('NFC') ?? '') && name !== name?.normalize('NFD'),
      ),
      shareOf(({ last_login_at: moment }) => moment === null),
      shareOf(({ status }) => status !== 'active'),
      shareOf(({ role_id: role }) => role !== 'viewer'),
      shareOf(({ permissions }) => permissions !== '[]'),
      shareOf(({ did }) => did !== null),
      shareOf(({ servers, groups }) => servers !== '[]' && groups !== '[]'),
    ]) {
      expect(share).toBeGreaterThan(0.01);
      expect(share).toBeLessThan(0.9);
    }
  });
});
