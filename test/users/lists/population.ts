import { canonicalKey } from '@roster/contract';
import { formatNames, type UserRecord } from '../../../server/src/users/user-row.ts';
import { insertUser } from '../../../server/src/users/user-write-queries.ts';
import { givenRole } from '../../support/given.ts';
import type { TestService } from '../../support/service.ts';

/** A user as it was inserted, with what the role is called. */
export interface Member extends UserRecord {
  readonly role: string;
}

/** Users in great variety, and the roles that were made for them. */
export interface Population {
  readonly members: readonly Member[];
  /** Lists `stats:read`. */
  readonly countingRole: string;
}

const displayNames = [
  'Jane Roe',
  'JANE Mary Roe',
  'Zoë Müller',
  'Jan Janet Jane-Ann',
  'zoe muller',
  'Anne-Marie O’Brien',
  '100% Sure_Thing',
  'Łukasz Straße',
  '  Spaced   Out ',
  'ＷＩＤＥ letters',
  'Ὀδυσσεύς Σοφός',
  'A',
  null,
];
const statuses = ['active', 'pending', 'disabled', 'active'] as const;
const firstMoment = Date.UTC(2026, 0, 1);

/** The role of the member with this number: one is frequent, one rare. */
function roleOf(index: number, countingRole: string): string {
  if (index % 29 === 0) return countingRole;
  return index % 7 === 0 ? 'admin' : index % 3 === 0 ? 'editor' : 'viewer';
}

function member(index: number, id: string, createdAt: number, role: string): Member {
  const username = `${['Ann', 'bob', 'zoë', 'Zed', 'éva'][index % 5]}.${(index * 7919) % 1000}-${index}`;
  const email = index % 4 === 0 ? null : `${['x', 'Jane', 'j.roe'][index % 3]}${index}@example.org`;
  return {
    id,
    username,
    username_key: canonicalKey(username),
    email,
    email_key: email === null ? null : canonicalKey(email),
    display_name: displayNames[index % displayNames.length] ?? null,
    did: index % 10 === 0 ? `did:plc:member${index}` : null,
    role_id: role,
    role,
    status: statuses[index % statuses.length] ?? 'active',
    permissions: formatNames(
      index % 11 === 0 ? ['stats:read', 'users:read'] : index % 17 === 0 ? ['stats:read'] : [],
    ),
    servers: formatNames(index % 2 === 0 ? ['eu'] : index === 1 ? ['rare', 'eu'] : []),
    groups: formatNames(index % 5 === 0 ? ['Support', 'support'] : []),
    metadata: '{}',
    must_change_password: 0,
    created_at: createdAt,
    updated_at: createdAt,
    // Several log in at the same moment, and many never.
    last_login_at: index % 3 === 0 ? null : firstMoment + (index % 9) * 1000,
    last_seen_at: null,
    version: 1,
  };
}

/** Inserts so many users, several of them in the same millisecond. */
export async function givenPopulation(service: TestService, count: number): Promise<Population> {
  const { database, newId } = service.dependencies;
  const countingRole = await givenRole(service, { permissions: ['stats:read'], rank: 30 });
  const members = Array.from({ length: count }, (_, index) => {
    const createdAt = firstMoment + Math.floor(index / 3) * 1000;
    return member(index, newId(createdAt), createdAt, roleOf(index, countingRole));
  });
  await database.transact(async (tx) => {
    for (const { role: _role, ...record } of members) await insertUser(tx, record);
  });
  return { members, countingRole };
}
