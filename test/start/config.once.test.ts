import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../../server/src/config.ts';

type Environment = Record<string, string | undefined>;

function faultsOf(env: Environment): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('the defaults', () => {
  it('are those of a fresh machine', () => {
    expect(parseConfig({})).toMatchObject({
      isProduction: false,
      databaseUrl: 'sqlite:./data/roster.db',
      databasePoolMax: 10,
      host: '127.0.0.1',
      port: 3000,
      bootstrap: undefined,
      passwordMinLength: 8,
      argon2: { memoryKib: 19_456, timeCost: 2, parallelism: 1 },
      accessTokenTtlSeconds: 900,
      refreshTokenTtlSeconds: 2_592_000,
      sessionIdleTtlSeconds: 604_800,
      docs: true,
      logLevel: 'info',
      throttle: {
        nameAndSource: { max: 10, windowSeconds: 900 },
        source: { max: 100, windowSeconds: 60 },
        name: { max: 1_000, windowSeconds: 3_600 },
        knownSourceDays: 30,
      },
      trustedProxies: [],
    });
  });

  it('hold for empty variables as well', () => {
    const names = ['DATABASE_URL', 'HOST', 'PORT', 'PUBLIC_URL', 'DOCS', 'LOG_LEVEL', 'PASSWORD_MIN_LENGTH'];
    const bootstrap = { BOOTSTRAP_SUPER_ADMIN_USERNAME: '', BOOTSTRAP_SUPER_ADMIN_PASSWORD: '' };
    const empty = Object.fromEntries(names.map((name) => [name, '']));
    expect(parseConfig({ ...empty, ...bootstrap, NODE_ENV: '' })).toEqual(parseConfig({}));
    expect(parseConfig({ PORT: undefined })).toEqual(parseConfig({}));
  });

  it('do not change by variables of somebody else', () => {
    expect(parseConfig({ PATH: '/bin', __proto__: 'x', port: '1', constructor: 'x' })).toEqual(
      parseConfig({}),
    );
  });
});

describe('production', () => {
  it.each<[Environment, boolean]>([
    [{}, false],
    [{ NODE_ENV: 'production' }, true],
    [{ NODE_ENV: 'development' }, false],
    [{ NODE_ENV: 'test' }, false],
    [{ PUBLIC_URL: 'https://users.example.org' }, true],
    [{ PUBLIC_URL: 'HTTPS://users.example.org' }, true],
    [{ PUBLIC_URL: 'http://localhost:3000' }, false],
    [{ NODE_ENV: 'development', PUBLIC_URL: 'https://users.example.org' }, true],
  ])('%j: %s', (env, isProduction) => {
    const config = parseConfig(env);
    expect(config.isProduction).toBe(isProduction);
    expect(config.host).toBe(isProduction ? '0.0.0.0' : '127.0.0.1');
  });

  it('listens where it is told to', () => {
    expect(parseConfig({ NODE_ENV: 'production', HOST: '::1' }).host).toBe('::1');
  });
});

describe('faults', () => {
  it('are reported all at once, each with its variable', () => {
    const faults = faultsOf({
      DATABASE_URL: 'postgres://localhost/roster',
      PORT: 'http',
      PUBLIC_URL: 'ftp://example.org',
      PASSWORD_MIN_LENGTH: '7',
      LOG_LEVEL: 'loud',
      DOCS: 'yes',
      BOOTSTRAP_SUPER_ADMIN_USERNAME: 'admin',
    });
    const variables = ['DATABASE_URL', 'PORT', 'PUBLIC_URL', 'PASSWORD_MIN_LENGTH', 'DOCS', 'LOG_LEVEL'];
    expect(faults.map((fault) => fault.split(' ', 1)[0]).sort()).toEqual(
      [...variables, 'BOOTSTRAP_SUPER_ADMIN_USERNAME'].sort(),
    );
  });

  it.each([
    ...[
      '0x10',
      '1e3',
      ' 3000',
      '3000 ',
      '-1',
      '+1',
      '3.5',
      '65536',
      '99999999999999999999',
      'NaN',
      '٣',
      ' ',
    ].map((value) => ['PORT', value] as const),
    ...['7', '129', '64kbb', 'null'].map((value) => ['PASSWORD_MIN_LENGTH', value] as const),
    ...['0', '29', '86401', 'Infinity'].map((value) => ['ACCESS_TOKEN_TTL_SECONDS', value] as const),
    ...['0', '59', '31536001'].map((value) => ['REFRESH_TOKEN_TTL_SECONDS', value] as const),
    ...['7167', '262145'].map((value) => ['ARGON2_MEMORY_KIB', value] as const),
    ...['0', '65'].map((value) => ['ARGON2_TIME_COST', value] as const),
    ...['0', '17'].map((value) => ['ARGON2_PARALLELISM', value] as const),
    ...['0', '1001'].map((value) => ['DATABASE_POOL_MAX', value] as const),
    ...['0', '65'].map((value) => ['HASH_CONCURRENCY', value] as const),
    ...['0', '-5'].map((value) => ['HASH_QUEUE_MAX', value] as const),
    ...['0', '1000001', '-1'].map((value) => ['THROTTLE_SOURCE_MAX', value] as const),
    ...[
      '10.0.0.0/33',
      '0.0.0.0/0',
      '::/0',
      '10.0.0',
      'proxy',
      '10.0.0.1,',
      '1.1.1.1 2.2.2.2',
      'fd00::/129',
      'all',
    ].map((value) => ['TRUSTED_PROXIES', value] as const),
    ...['true', 'ON', 'off '].map((value) => ['DOCS', value] as const),
    ...['trace', 'INFO'].map((value) => ['LOG_LEVEL', value] as const),
    ...['example.org', 'javascript:alert(1)', 'file:///etc/passwd', '//x'].map(
      (value) => ['PUBLIC_URL', value] as const,
    ),
    ...['sqlite:', 'sqlite: ', 'sqlite::memory:', 'sqlite:x\0y', 'SQLITE:x', 'roster.db', 'mysql:'].map(
      (value) => ['DATABASE_URL', value] as const,
    ),
    ...[
      'mysql://host',
      'mysql://host/',
      'mysql:///roster',
      'mysql://host/a/b',
      'mysql://host:99999/roster',
    ].map((value) => ['DATABASE_URL', value] as const),
    ...['mysql://u:%zz@host/roster', 'mysql://host/%00', 'mysql://host/r?multipleStatements=true'].map(
      (value) => ['DATABASE_URL', value] as const,
    ),
    ...['mysql://u:pass#word@host/roster', 'mariadb://host/roster', 'http://host/roster'].map(
      (value) => ['DATABASE_URL', value] as const,
    ),
  ])('%s may not be %j', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} must be `));
  });

  it.each([
    ['DATABASE_URL', 'mysql://secret-user:secret-word@host'],
    ['BOOTSTRAP_SUPER_ADMIN_PASSWORD', 'secret-word'],
  ])('of %s do not repeat its secret', (name, value) => {
    expect(faultsOf({ [name]: value }).join('\n')).not.toMatch(/secret/);
    expect(faultsOf({ [name]: value })).toHaveLength(1);
  });

  it('are one message for people', () => {
    expect(() => parseConfig({ PORT: 'x', DOCS: 'x' })).toThrow(
      'The configuration is not usable:\n  - PORT must be a whole number from 0 to 65535\n  - DOCS must be on or off',
    );
  });
});

describe('the cost of password hashes', () => {
  it.each([
    ['19456', '1'],
    ['12288', '2'],
    ['7168', '4'],
    ['262144', '5'],
  ])('may not be %s KiB with %s passes', (ARGON2_MEMORY_KIB, ARGON2_TIME_COST) => {
    const faults = faultsOf({ ARGON2_MEMORY_KIB, ARGON2_TIME_COST });
    expect(faults).toEqual([
      expect.stringMatching(/^ARGON2_MEMORY_KIB (and|times) ARGON2_TIME_COST must be/),
    ]);
  });

  it.each([
    ['47104', '1'],
    ['7168', '5'],
    ['262144', '4'],
  ])('may be %s KiB with %s passes', (ARGON2_MEMORY_KIB, ARGON2_TIME_COST) => {
    expect(parseConfig({ ARGON2_MEMORY_KIB, ARGON2_TIME_COST, ARGON2_PARALLELISM: '4' }).argon2).toEqual({
      memoryKib: Number(ARGON2_MEMORY_KIB),
      timeCost: Number(ARGON2_TIME_COST),
      parallelism: 4,
    });
  });
});

describe('a database URL', () => {
  it.each([
    'sqlite:roster.db',
    'sqlite:./data/my roster.db',
    'sqlite:/var/lib/roster/roster.db',
    'mysql://host/roster',
    'mysql://user:p%40ss%2Fword%23@db.example.org:3307/roster',
    'mysql://root@[::1]:3306/roster',
    'mysql://user:@127.0.0.1/roster_%F0%9F%98%80',
  ])('may be %s', (url) => {
    expect(parseConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });
});

describe('trusted proxies', () => {
  it('may be addresses and ranges, of both kinds', () => {
    const text = '10.0.0.0/8, 192.0.2.7,fd00::/8 ,2001:db8::1';
    expect(parseConfig({ TRUSTED_PROXIES: text }).trustedProxies).toEqual([
      '10.0.0.0/8',
      '192.0.2.7',
      'fd00::/8',
      '2001:db8::1',
    ]);
  });
});
