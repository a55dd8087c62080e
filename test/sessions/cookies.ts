import { type Answer, type SentRequest, send } from '../http/send.ts';
import { superPassword, superUsername, type TestService } from '../support/service.ts';

/** What a page of the service's own sends. */
export const ownPage = { 'Sec-Fetch-Site': 'same-origin' };

/** A cookie as the answer sets it. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Everything behind the value. */
  readonly attributes: string;
}

/** The cookies that an answer sets or takes back. */
export function cookiesOf({ headers }: { readonly headers: Headers }): SetCookie[] {
  return headers.getSetCookie().map((text) => {
    const [, name = '', value = '', attributes = ''] = /^([^=]+)=([^;]*); (.*)$/.exec(text) ?? [];
    return { name, value, attributes };
  });
}

/** The cookies as a browser sends them back; those without a value are gone. */
export function cookieHeader(cookies: readonly SetCookie[]): string {
  return cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
}

/** Sends JSON with cookies and whatever else there is to say. */
export function sendWith(
  service: Pick<TestService, 'url'>,
  [method, path]: readonly [string, string],
  headers: Readonly<Record<string, string>>,
  body?: object,
): Promise<Answer> {
  const request: SentRequest = {
    method,
    path: `/api/v1${path}`,
    headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  };
  return send(service.url, request);
}

/** Logs in as a page of the service's own does. */
export async function logInWithCookies(
  service: Pick<TestService, 'url'>,
  username = superUsername,
  password = superPassword,
): Promise<{ readonly answer: Answer; readonly cookies: SetCookie[]; readonly Cookie: string }> {
  const body = { username, password, transport: 'cookie' };
  const answer = await sendWith(service, ['POST', '/auth/login'], ownPage, body);
  const cookies = cookiesOf(answer);
  return { answer, cookies, Cookie: cookieHeader(cookies) };
}
