import { mapOperations, type OperationId } from '@roster/contract';
import { describe, expect, it } from 'vitest';
import { rootToken, type SampleRequest, sampleRequests, wireForm } from '../conformance/sample-requests.ts';
import { useService } from '../support/service.ts';
import { expectNoTrace } from './no-trace.ts';
import { type Answer, send } from './send.ts';

const service = useService();
const operationIds = Object.keys(mapOperations(() => true)) as OperationId[]; // It maps every operation by its id.

async function prepareSamples(): Promise<SampleRequest[]> {
  const prepared: SampleRequest[] = [];
  for (const id of operationIds) prepared.push(await sampleRequests[id](service()));
  return prepared;
}

let samplesOfAll: Promise<SampleRequest[]> | undefined;

/** Sends a spoilt form of a request for every operation. As none leaves a trace, the next test can use them again. */
async function spoilAll(spoil: (sample: SampleRequest) => SampleRequest): Promise<Answer[]> {
  samplesOfAll ??= prepareSamples();
  const samples = await samplesOfAll;
  return expectNoTrace(service(), () =>
    Promise.all(samples.map((sample) => send(service().url, wireForm(spoil(sample))))),
  );
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const token = await rootToken(service());
  return send(service().url, {
    method: 'GET',
    path,
    headers: { Authorization: `Bearer ${token}`, ...headers },
  });
}

function codes(answers: readonly Answer[]): string[] {
  return [...new Set(answers.map(({ problem, status }) => problem?.code ?? String(status)))].sort();
}

describe('queries', () => {
  const unknown = [
    'unknown=1',
    'a[b]=1',
    'limit[]=1',
    'limit[0]=1',
    '__proto__=1',
    '__proto__[x]=1',
    'constructor=1',
    'constructor[prototype][x]=1',
    'toString',
    '=1',
    '%00=1',
    'LIMIT=1',
  ];

  it.each(unknown)('every operation refuses ?%s', async (query) => {
    const answers = await spoilAll((sample) => ({ ...sample, path: `${sample.path}?${query}` }));
    expect(codes(answers)).toEqual(['validation-failed']);
    for (const { problem } of answers)
      expect(problem?.errors?.map(({ type }) => type)).toContain('unknown_field');
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });

  it.each(['%', '%f', '%zz', 'a=%', '%ff', 'a=%ed%a0%80', 'a=%c0%af', '%E0%A4%A=1'])(
    'every operation refuses ?%s as malformed',
    async (query) => {
      const answers = await spoilAll((sample) => ({ ...sample, path: `${sample.path}?${query}` }));
      expect(codes(answers)).toEqual(['malformed-request']);
    },
  );

  const limits = [
    '',
    '-1',
    '0',
    '201',
    '1000000000',
    '1e9',
    '1.5',
    '1e400',
    '+1',
    ' 1',
    '1 ',
    '0x10',
    'NaN',
    '10;select',
    '%00',
    '１',
  ];
  it.each(limits)('refuses limit=%s', async (limit) => {
    const answer = await get(
      `/api/v1/users?limit=${limit.replaceAll(' ', '%20').replace('+', '%2b').replace('１', '%EF%BC%91')}`,
    );
    expect(answer.problem?.errors?.[0]?.loc).toEqual(['query', 'limit']);
  });

  it.each(['limit=1&limit=2', 'limit=1&limit=1', 'sort=createdAt&sort=-createdAt', 'cursor=a&cursor=b'])(
    'refuses the repetition in ?%s',
    async (query) => {
      expect((await get(`/api/v1/users?${query}`)).problem?.code).toBe('validation-failed');
    },
  );

  it('loses no parameter behind a thousand others', async () => {
    const many = Array.from({ length: 2_000 }, () => 'a').join('&');
    expect((await get(`/api/v1/users?${many}&limit=0`)).problem?.errors).toContainEqual(
      expect.objectContaining({ loc: ['query', 'limit'] }),
    );
  });

  it('lets a plus sign and an encoded name through', async () => {
    expect((await get('/api/v1/users?%6Cimit=1&sort=%2DcreatedAt')).status).toBe(200);
    expect((await get('/api/v1/users?')).status).toBe(200);
    expect((await get('/api/v1/users?&&')).status).toBe(200);
  });
});

describe('paths', () => {
  const references = [
    '%00',
    '%2f',
    '..%2f..%2fadmin',
    '%2e%2e',
    '@',
    '@%00root',
    'x'.repeat(7_900),
    '@root%20',
    '%40root;x',
    '*',
    '%0d%0aX: y'.replace(' ', '%20'),
  ];

  it.each(references)('a user named by %s is refused', async (reference) => {
    const answer = await expectNoTrace(service(), () => get(`/api/v1/users/${reference}`));
    expect(answer.problem).toMatchObject({ code: 'validation-failed' });
    expect(answer.problem?.errors?.[0]?.loc).toEqual(['path', 'user']);
  });

  it.each(['%', '%f', '%zz', '%E0%A4%A', '%ff', '%ed%a0%80', '%c0%af'])(
    '%s in a path is malformed',
    async (part) => {
      const answers = await spoilAll(({ path, ...sample }) => {
        const spoilt = path.replace(/(\/users\/)[^/]+/, `$1${part}`);
        return { ...sample, path: spoilt === path ? `${path}?${part}` : spoilt };
      });
      expect(codes(answers)).toEqual(['malformed-request']);
      expect((await get(`/api/v1/users/${part}`)).problem?.code).toBe('malformed-request');
    },
  );

  it('an id of 10 KiB is an answer, not a failure', async () => {
    expect((await get(`/api/v1/users/${'a'.repeat(10_240)}`)).problem?.code).toBe('uri-too-long');
  });

  it.each([
    ['a slash at the end', (path: string) => `${path}/`],
    ['upper case', (path: string) => path.toUpperCase()],
    ['a doubled slash', (path: string) => path.replace('/v1', '//v1')],
    ['a parameter of the path', (path: string) => `${path};a=1/x`],
    ['an encoded slash', (path: string) => path.replace('/v1/', '/v1%2f')],
    ['a dot segment', (path: string) => path.replace('/v1', '/v1/.')],
    ['an encoded letter', (path: string) => path.replace('/api', '/%61pi')],
    ['a suffix', (path: string) => `${path}/x/y.json`],
  ])('%s makes another path, which is not there', async (_name, change) => {
    const answers = await spoilAll((sample) => ({ ...sample, path: change(sample.path) }));
    expect(codes(answers)).toEqual(['not-found']);
  });

  it('the last segment never swallows an operation', async () => {
    for (const path of ['/api/v1/users/', '/api/v1/users//status', '/api/v1/users/%20/status/x']) {
      const answer = await send(service().url, { method: 'DELETE', path });
      expect(answer.problem?.code, path).toBe('not-found');
    }
  });
});
