import { findBinary } from './find-binary.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The Chromium of this machine, or why there is none. */
export type BrowserFinding = { readonly path: string } | { readonly missing: string };

/** Looks for a browser. `TEST_BROWSER=0` leaves it out. */
export async function findBrowser(
  env: Readonly<Record<string, string | undefined>>,
): Promise<BrowserFinding> {
  if (env.TEST_BROWSER === '0') return { missing: 'left out by TEST_BROWSER' };
  for (const name of names) {
    const path = await findBinary(name);
    if (path !== undefined) return { path };
  }
  return { missing: 'no Chromium found; Debian package chromium' };
}
