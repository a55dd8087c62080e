import type { Operation } from '@roster/contract';
import type { Request } from 'express';
import type { Config } from '../config.ts';
import { readCookie } from './cookies.ts';
import { refuseCrossOrigin, refuseForms } from './same-origin.ts';

/** What there is of a browser in a request: cookies, and what the browser says about the page that sent it. */
export interface Browser {
  readonly accessCookie: string | undefined;
  readonly refreshCookie: string | undefined;
  /** @throws Refusal `cross-origin-refused` */
  refuseCrossOrigin(): void;
}

/** With `Authorization`, cookies are ignored. */
export function browserOf({ headers }: Request, config: Config): Browser {
  const cookies = headers.authorization === undefined ? headers.cookie : undefined;
  return {
    accessCookie: readCookie(cookies, 'access', config),
    refreshCookie: readCookie(cookies, 'refresh', config),
    refuseCrossOrigin: () => refuseCrossOrigin(headers, config),
  };
}

/**
 * What a change must prove that is made with the cookie.
 * @throws Refusal `cross-origin-refused`
 */
export function refuseForgery(operation: Operation, browser: Browser, { headers }: Request): void {
  const isChange = operation.method !== 'GET' && operation.access.credential !== 'none';
  if (!isChange || browser.accessCookie === undefined) return;
  browser.refuseCrossOrigin();
  if (!operation.body) refuseForms(headers);
}
