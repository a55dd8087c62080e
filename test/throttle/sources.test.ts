import { describe, expect, it } from 'vitest';
import { givenAccount, givenPassword, quickHashes, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { defaultLimits, limits, logInFrom } from './given-throttle.ts';

const throttle = limits({ nameAndSource: defaultLimits.nameAndSource });
const wrong = 'not the password at all';

/** How many of so many guesses were checked, each with another header. */
async function countChecked(url: string, headerOf: (index: number) => string): Promise<number> {
  const username = uniqueName();
  let checked = 0;
  for (let index = 0; index < 40; index += 1) {
    const headers = { 'X-Forwarded-For': headerOf(index) };
    const { status } = await logInFrom(url, { username, password: wrong }, { headers });
    expect([401, 429]).toContain(status);
    if (status === 401) checked += 1;
  }
  return checked;
}

describe('behind a trusted proxy', () => {
  const service = useService({ config: { throttle, trustedProxies: ['127.0.0.1'] }, override: quickHashes });

  it.each<[string, (index: number) => string]>([
    ['all addresses of a /64', (index) => `2001:db8:0:7::${index.toString(16)}`],
    ['all spellings of an address', (index) => (index % 2 ? '2001:DB8:0:9:0:0:0:1' : '2001:db8:0:9::1')],
    ['an IPv4 address in IPv6', (index) => (index % 2 ? '::ffff:198.51.100.2' : '198.51.100.2')],
    ['what the client has invented', (index) => `203.0.113.${index}, 198.51.100.3`],
    ['what is no address', (index) => `nonsense-${index}`],
    ['ports', (index) => `198.51.100.4:${1_000 + index}`],
  ])('are one source: %s', async (_what, headerOf) => {
    expect(await countChecked(service().url, headerOf)).toBe(10);
  });

  it('other addresses are other sources', async () => {
    expect(await countChecked(service().url, (index) => `198.51.100.${index}`)).toBe(40);
    expect(await countChecked(service().url, (index) => `2001:db8:0:${index}::1`)).toBe(40);
  });

  it('sessions and the audit trail name whom the proxy names', async () => {
    const { username } = await givenAccount(service(), { password: givenPassword });
    const answer = await logInFrom(
      service().url,
      { username, password: givenPassword },
      { headers: { 'X-Forwarded-For': '2001:DB8::0:5' } },
    );
    expect(answer.status).toBe(200);
    const { reader } = service().dependencies.database;
    const [session] = await reader('sessions').orderBy('id', 'desc').limit(1).select('source_address');
    const [event] = await reader('audit_events').orderBy('id', 'desc').limit(1).select('source_address');
    expect([session, event]).toEqual([{ source_address: '2001:db8::5' }, { source_address: '2001:db8::5' }]);
  });
});

describe('without a trusted proxy', () => {
  const service = useService({ config: { throttle }, override: quickHashes });

  it('the header is no way around the limit', async () => {
    expect(await countChecked(service().url, (index) => `198.51.100.${index}`)).toBe(10);
  });
});
