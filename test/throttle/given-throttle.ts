import { request } from 'node:http';
import type { Config, Dependencies } from '@roster/server';
import { quickHashes } from '../support/given.ts';
import { testConfig } from '../support/service.ts';

type Limits = Config['throttle'];

/** The limits of a fresh machine. */
export const defaultLimits: Limits = {
  nameAndSource: { max: 10, windowSeconds: 900 },
  source: { max: 100, windowSeconds: 60 },
  name: { max: 1_000, windowSeconds: 3_600 },
  knownSourceDays: 30,
};

/** Those of tests, which nobody reaches, but for the given ones. */
export function limits(some: Partial<Limits>): Limits {
  return { ...testConfig('sqlite:unused').throttle, ...some };
}

/** Counts how many passwords are checked. */
export function countVerifications() {
  const counter = { verifications: 0 };
  return {
    counter,
    override(dependencies: Dependencies): Dependencies {
      const quick = quickHashes(dependencies);
      return {
        ...quick,
        hasher: {
          ...quick.hasher,
          verify(stored, password, place) {
            counter.verifications += 1;
            return quick.hasher.verify(stored, password, place);
          },
        },
      };
    },
  };
}

/** An answer, with the headers of the throttle. */
export interface GuessAnswer {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: string | undefined;
  readonly rateLimit: string | undefined;
  readonly rateLimitPolicy: string | undefined;
}

/** A log-in from an address of this machine; the whole of 127.0.0.0/8 is. */
export function logInFrom(
  url: string,
  body: { readonly username: string; readonly password: string },
  options: { readonly localAddress?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<GuessAnswer> {
  const { localAddress, headers = {} } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/api/v1/auth/login`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        agent: false,
        ...(localAddress === undefined ? {} : { localAddress }),
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => {
          const parsed: unknown = JSON.parse(text);
          const code: unknown = Object(parsed).code;
          const header = (name: string) => {
            const value = answer.headers[name];
            return typeof value === 'string' ? value : undefined;
          };
          resolve({
            status: answer.statusCode ?? 0,
            code: typeof code === 'string' ? code : undefined,
            retryAfter: header('retry-after'),
            rateLimit: header('ratelimit'),
            rateLimitPolicy: header('ratelimit-policy'),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}
