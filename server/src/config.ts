import { availableParallelism } from 'node:os';
import * as z from 'zod';
import { parseTrustedProxies } from './http/trusted-proxies.ts';
import { type Argon2Parameters, argon2Fault } from './passwords/argon2-parameters.ts';
import type { ThrottleLimits } from './throttle/throttle-limits.ts';

/** How the service runs. All durations are in the unit that the name ends with. */
export interface Config {
  readonly isProduction: boolean;
  /** The origin under which browsers reach the service, if that is known. */
  readonly publicOrigin: string | undefined;
  /** True if that is https: browsers then keep cookies for safe connections only. */
  readonly isPublishedSafely: boolean;
  readonly databaseUrl: string;
  /** The most connections of each of the two pools of a database server. */
  readonly databasePoolMax: number;
  readonly host: string;
  readonly port: number;
  readonly bootstrap: { readonly username: string; readonly password: string } | undefined;
  readonly passwordMinLength: number;
  /** What new password hashes cost. */
  readonly argon2: Argon2Parameters;
  readonly accessTokenTtlSeconds: number;
  readonly refreshTokenTtlSeconds: number;
  /** How long a session may go unused. */
  readonly sessionIdleTtlSeconds: number;
  readonly docs: boolean;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  readonly hashConcurrency: number;
  readonly hashQueueMax: number;
  readonly throttle: ThrottleLimits;
  /** Addresses and CIDR ranges whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** How long a request may take to arrive. */
  readonly requestTimeoutMs: number;
  /** How long somebody who reads a stream may take nothing of it. */
  readonly stalledReaderMs: number;
  /** How long a copy of a request waits for the first one, which has the same idempotency key. */
  readonly idempotencyWaitMs: number;
  /** How often what is over is deleted. */
  readonly sweepEveryMs: number;
}

/** Every fault of the environment, each in one line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

function whole(min: number, max: number, fallback: number) {
  return z
    .string()
    .regex(/^\d+$/, { error: `must be a whole number from ${min} to ${max}` })
    .transform(Number)
    .refine((value) => value >= min && value <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    })
    .default(fallback);
}

/** The URL of a database server, in all of its parts usable; a query is not, because nothing would heed it. */
function isServerUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(value);
  try {
    const database = decodeURIComponent(pathname.slice(1));
    const parts = [decodeURIComponent(username), decodeURIComponent(password), database];
    const isWhole = database !== '' && !database.includes('/') && !parts.join('').includes('\0');
    return protocol === 'mysql:' && hostname !== '' && search === '' && hash === '' && isWhole;
  } catch {
    return false;
  }
}

/** SQLite trims the name, and takes what is then empty or `:memory:` for a database that ends with its connection. */
function isFileUrl(value: string): boolean {
  const file = value.slice('sqlite:'.length);
  const isMemory = file.trim() === '' || file.trim() === ':memory:';
  return value.startsWith('sqlite:') && !isMemory && file === file.trim() && !file.includes('\0');
}

const databaseUrl = z.string().refine((value) => isFileUrl(value) || isServerUrl(value), {
  error:
    'must be sqlite:<file> or mysql://user:password@host:port/database, special characters percent-encoded',
});

function trustedProxies(text: string, context: z.RefinementCtx<string>): readonly string[] {
  const proxies = parseTrustedProxies(text);
  if (proxies) return proxies;
  context.addIssue(
    'must be addresses and CIDR ranges with commas between them, such as 10.0.0.0/8,fd00::/8; none that is everybody',
  );
  return z.NEVER;
}

const environment = z.object({
  NODE_ENV: z.string().optional(),
  DATABASE_URL: databaseUrl.default('sqlite:./data/roster.db'),
  DATABASE_POOL_MAX: whole(1, 1000, 10),
  HOST: z.string().min(1).optional(),
  PORT: whole(0, 65_535, 3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional(),
  BOOTSTRAP_SUPER_ADMIN_USERNAME: z.string().min(1).optional(),
  BOOTSTRAP_SUPER_ADMIN_PASSWORD: z.string().min(1).optional(),
  PASSWORD_MIN_LENGTH: whole(8, 128, 8),
  ARGON2_MEMORY_KIB: whole(7_168, 262_144, 19_456),
  ARGON2_TIME_COST: whole(1, 64, 2),
  ARGON2_PARALLELISM: whole(1, 16, 1),
  ACCESS_TOKEN_TTL_SECONDS: whole(30, 86_400, 900),
  REFRESH_TOKEN_TTL_SECONDS: whole(60, 31_536_000, 2_592_000),
  SESSION_IDLE_TTL_SECONDS: whole(300, 31_536_000, 604_800),
  DOCS: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: 'must be fatal, error, warn, info, debug or silent',
    })
    .default('info'),
  HASH_CONCURRENCY: whole(1, 64, Math.max(1, Math.min(3, availableParallelism() - 1))),
  HASH_QUEUE_MAX: whole(1, 100_000, 64),
  THROTTLE_NAME_AND_SOURCE_MAX: whole(1, 1_000_000, 10),
  THROTTLE_NAME_AND_SOURCE_WINDOW_SECONDS: whole(1, 86_400, 900),
  THROTTLE_SOURCE_MAX: whole(1, 1_000_000, 100),
  THROTTLE_SOURCE_WINDOW_SECONDS: whole(1, 86_400, 60),
  THROTTLE_NAME_MAX: whole(1, 1_000_000, 1_000),
  THROTTLE_NAME_WINDOW_SECONDS: whole(1, 86_400, 3_600),
  THROTTLE_KNOWN_SOURCE_DAYS: whole(1, 365, 30),
  TRUSTED_PROXIES: z.string().transform(trustedProxies).default([]),
});

function argon2From(value: z.output<typeof environment>): Argon2Parameters {
  return {
    memoryKib: value.ARGON2_MEMORY_KIB,
    timeCost: value.ARGON2_TIME_COST,
    parallelism: value.ARGON2_PARALLELISM,
  };
}

/**
 * Reads the configuration from environment variables; an empty variable counts as absent.
 * @throws ConfigError with every fault at once.
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(present);
  const faults = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const { BOOTSTRAP_SUPER_ADMIN_USERNAME: username, BOOTSTRAP_SUPER_ADMIN_PASSWORD: password } = present;
  if ((username === undefined) !== (password === undefined)) {
    faults.push('BOOTSTRAP_SUPER_ADMIN_USERNAME and BOOTSTRAP_SUPER_ADMIN_PASSWORD must be set together');
  }
  const argon2 = parsed.success ? argon2From(parsed.data) : undefined;
  const fault = argon2 && argon2Fault(argon2);
  if (fault !== undefined) faults.push(fault);
  if (!parsed.success || argon2 === undefined || faults.length > 0) throw new ConfigError(faults);
  const value = parsed.data;
  // Through the parser, because schemes may be written in capital letters.
  const publicOrigin = value.PUBLIC_URL === undefined ? undefined : new URL(value.PUBLIC_URL).origin;
  const isPublishedSafely = publicOrigin?.startsWith('https:') ?? false;
  const isProduction = value.NODE_ENV === 'production' || isPublishedSafely;
  return {
    isProduction,
    publicOrigin,
    isPublishedSafely,
    databaseUrl: value.DATABASE_URL,
    databasePoolMax: value.DATABASE_POOL_MAX,
    host: value.HOST ?? (isProduction ? '0.0.0.0' : '127.0.0.1'),
    port: value.PORT,
    bootstrap: username !== undefined && password !== undefined ? { username, password } : undefined,
    passwordMinLength: value.PASSWORD_MIN_LENGTH,
    argon2,
    accessTokenTtlSeconds: value.ACCESS_TOKEN_TTL_SECONDS,
    refreshTokenTtlSeconds: value.REFRESH_TOKEN_TTL_SECONDS,
    sessionIdleTtlSeconds: value.SESSION_IDLE_TTL_SECONDS,
    docs: value.DOCS === 'on',
    logLevel: value.LOG_LEVEL,
    hashConcurrency: value.HASH_CONCURRENCY,
    hashQueueMax: value.HASH_QUEUE_MAX,
    throttle: {
      nameAndSource: {
        max: value.THROTTLE_NAME_AND_SOURCE_MAX,
        windowSeconds: value.THROTTLE_NAME_AND_SOURCE_WINDOW_SECONDS,
      },
      source: { max: value.THROTTLE_SOURCE_MAX, windowSeconds: value.THROTTLE_SOURCE_WINDOW_SECONDS },
      name: { max: value.THROTTLE_NAME_MAX, windowSeconds: value.THROTTLE_NAME_WINDOW_SECONDS },
      knownSourceDays: value.THROTTLE_KNOWN_SOURCE_DAYS,
    },
    trustedProxies: value.TRUSTED_PROXIES,
    requestTimeoutMs: 30_000,
    stalledReaderMs: 60_000,
    idempotencyWaitMs: 5_000,
    sweepEveryMs: 60_000,
  };
}
