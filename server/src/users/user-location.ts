import { basePath } from '@roster/contract';

/** Where a user is, with the id, which never changes. */
export function userLocation(id: string): string {
  return `${basePath}/users/${id}`;
}
