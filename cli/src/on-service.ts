import { readFile } from 'node:fs/promises';
import { type Client, createClient } from '@roster/client';
import { type Io, UsageError } from './command.ts';
import { describeServiceFailure } from './describe-service-failure.ts';
import { readAll } from './read-secret.ts';

const defaultUrl = 'http://127.0.0.1:3000';

/** The options of every command that goes through the API. */
export const serviceOptions = { url: { type: 'string' }, 'key-file': { type: 'string' } } as const;

/** What `--help` says about them. */
export const serviceHelp = `  --url URL            where the service is; otherwise ROSTER_URL, or ${defaultUrl}
  --key-file FILE      the file that holds the API key, - for standard input; otherwise the variable ROSTER_API_KEY`;

/** How the options above were given. */
export interface ServiceChoice {
  readonly url?: string | undefined;
  readonly 'key-file'?: string | undefined;
}

/** How to reach the service, and as whom. */
export interface ServiceAccess {
  readonly url: string;
  readonly key: string;
}

async function readKey(file: string | undefined, { stdin, env }: Io): Promise<string> {
  if (file === undefined) return env.ROSTER_API_KEY ?? '';
  if (file === '-') return readAll(stdin);
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`The key cannot be read: ${Error.prototype.toString.call(error)}`, { cause: error });
  });
}

/**
 * Reads where the service is, and the key. A key is never an argument: those of a process can be seen by everybody.
 * @throws UsageError without a key, or with a URL that is none
 */
export async function readServiceAccess(choice: ServiceChoice, io: Io): Promise<ServiceAccess> {
  const url = choice.url ?? (io.env.ROSTER_URL || defaultUrl);
  if (!/^https?:/.test(url) || !URL.canParse(url)) throw new UsageError(`'${url}' is no http(s) URL.`);
  const key = (await readKey(choice['key-file'], io)).trim();
  if (key === '') throw new UsageError('There is no API key: set ROSTER_API_KEY, or name a --key-file.');
  // What cannot stand in a header would be refused with a message that shows it.
  if (!/^[\x21-\x7e]+$/.test(key)) throw new UsageError('The API key holds characters that no key has.');
  return { url, key };
}

/**
 * Runs work that goes through the API.
 * @throws UsageError without a key, or with a URL that is none
 * @throws RefusedError in the words of the service, or with the reason why it could not be reached
 */
export async function onService<T>(
  choice: ServiceChoice,
  io: Io,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const { url, key } = await readServiceAccess(choice, io);
  try {
    return await work(createClient({ baseUrl: url, token: key }));
  } catch (error) {
    throw describeServiceFailure(error, url);
  }
}
