import { Refusal } from './refusal.ts';

/** The entity tag of a resource: strong, and different for every version (RFC 9110, section 8.8.3). */
export function etagOf(resource: { readonly id: string; readonly version: number }): string {
  return `"${resource.id}.${resource.version}"`;
}

/**
 * Honours If-Match (RFC 9110, section 13.1.1): `*`, or a list of tags compared strongly, so that a weak one never fits.
 * @throws Refusal `version-mismatch` with the tag of the resource as it is now.
 */
export function refuseMismatch(
  ifMatch: string | undefined,
  resource: { readonly id: string; readonly version: number },
): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const etag = etagOf(resource);
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (tags.includes(etag)) return;
  throw new Refusal('version-mismatch', 'The If-Match header does not name the current version.', { etag });
}
