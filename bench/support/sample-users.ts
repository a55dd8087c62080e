import { canonicalKey, foldText } from '@roster/contract';
import { formatNames, type UserRecord } from '../../server/src/users/user-row.ts';

/** Which users are made: the same options make the same users, whatever the machine. */
export interface SampleOptions {
  readonly count: number;
  readonly seed: number;
  /** The moment up to which they were created and logged in, in milliseconds since 1970; the first two years before. */
  readonly until: number;
}

/** Roles of an organization of its own, besides the built-in ones. */
export const sampleRoles = [
  { id: 'sample-support', name: 'support', rank: 30, permissions: ['users:read', 'users:reset-password'] },
  { id: 'sample-auditor', name: 'auditor', rank: 35, permissions: ['audit:read', 'stats:read'] },
] as const;

const dayMs = 86_400_000;
const spanMs = 730 * dayMs;

// In each list the first are the most frequent.
const givenNames =
  'Anna Maria José Zoë Jean Sofía François Jürgen Chloé Łukasz Björn Aïcha Mónica Peter Élodie Søren Müşerref Andrei Noël Katarzyna Gonçalo Ingrid Δημήτρης Renée Tomáš Ñusta Ömer Siobhán Ivana 美咲 Håkon Zdeněk'.split(
    ' ',
  );
const familyNames = [
  'Müller,García,Martin,Nguyễn,Silva,Jensen,Kowalski,Öztürk,Lefèvre,Novák,de la Cruz,van der Berg,Andersson,O’Brien',
  'Fernández,Schröder,Popescu,Straße,Bianchi,Hernández,Dvořák,Mäkinen,Παπαδόπουλος,Lindström,Nuñez,Al-Masri,São João',
  'Çelik,Wójcik,Rossi,Smith,Østergaard,Guðmundsdóttir,Szabó,田中,Ibáñez Ruiz,Kærgaard,Zhukova,Ünal,Quispe Mamani,Xylander',
]
  .join(',')
  .split(',');
const domains = ['example.org', 'example.com', 'mail.example.net', 'students.example.edu'];
const departments = ['Sales', 'Engineering', 'Research', 'Finance', 'Human Resources', 'Ventas y Soporte'];

type Random = () => number;

/** A generator of its own for each user, so that they can be made in any order: numbers from 0 up to, not including, 1. */
function randomOf(seed: number, index: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of so many, the first far more often than the last. */
function skewed(random: Random, length: number): number {
  return Math.floor(random() ** 2.5 * length);
}

function pick(random: Random, list: readonly string[]): string {
  return list[skewed(random, list.length)] ?? '';
}

function displayNameOf(random: Random): string {
  const given = pick(random, givenNames);
  const middle = random() < 0.15 ? ` ${pick(random, givenNames)}` : '';
  const second = random() < 0.1 ? `-${pick(random, familyNames)}` : '';
  return `${given}${middle} ${pick(random, familyNames)}${second}`;
}

/** An id as version 7 of UUIDs has it: the moment first. */
export function sampleId(moment: number, random: Random): string {
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const time = moment.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}

/** Of 20,000 users one is an auditor. */
function roleOf(random: Random): string {
  const chance = random();
  if (chance < 0.000_05) return 'sample-auditor';
  if (chance < 0.002) return 'admin';
  if (chance < 0.02) return 'sample-support';
  return chance < 0.1 ? 'editor' : 'viewer';
}

function statusOf(random: Random): UserRecord['status'] {
  const chance = random();
  return chance < 0.03 ? 'pending' : chance < 0.1 ? 'disabled' : 'active';
}

/** A few of so many names, for some of the users. */
function namesOf(
  random: Random,
  kind: { share: number; most: number; of: number; prefix: string },
): string[] {
  if (random() >= kind.share) return [];
  const count = 1 + Math.floor(random() * kind.most);
  return Array.from({ length: count }, () => `${kind.prefix}-${1 + skewed(random, kind.of)}`);
}

function permissionsOf(random: Random): string[] {
  const chance = random();
  if (chance < 0.000_2) return ['audit:read'];
  if (chance < 0.01) return ['stats:read', 'users:read'];
  return chance < 0.05 ? ['users:read'] : [];
}

/** When somebody logged in last, and was seen last: never, or rather lately. */
function lastLogin(random: Random, createdAt: number, until: number) {
  if (random() < 0.2) return { last_login_at: null, last_seen_at: null };
  const lastLoginAt = until - Math.floor(random() ** 3 * (until - createdAt));
  const lastSeenAt = Math.min(until, lastLoginAt + Math.floor(random() * dayMs));
  return { last_login_at: lastLoginAt, last_seen_at: lastSeenAt };
}

/** The user with this number, from 0; those with higher ones were created later. */
export function sampleUser(index: number, { count, seed, until }: SampleOptions): UserRecord {
  const random = randomOf(seed, index);
  const createdAt = until - spanMs + Math.floor((spanMs * (index + random())) / count);
  const name = displayNameOf(random);
  const slug = foldText(name).replaceAll(/[^\p{L}\p{N}-]+/gu, '.');
  const username = `${slug}.${index}`;
  const email = random() < 0.06 ? null : `${username}@${pick(random, domains)}`;
  const department = pick(random, departments);
  return {
    id: sampleId(createdAt, random),
    username,
    username_key: canonicalKey(username),
    email,
    email_key: email === null ? null : canonicalKey(email),
    display_name: random() < 0.03 ? null : name,
    did: random() < 0.02 ? `did:plc:sample${index}` : null,
    role_id: roleOf(random),
    status: statusOf(random),
    permissions: formatNames(permissionsOf(random)),
    servers: formatNames(namesOf(random, { share: 0.4, most: 3, of: 60, prefix: 'server' })),
    groups: formatNames(namesOf(random, { share: 0.5, most: 2, of: 1_000, prefix: 'group' })),
    metadata: JSON.stringify(random() < 0.5 ? { department, floor: skewed(random, 12) } : {}),
    must_change_password: random() < 0.02 ? 1 : 0,
    created_at: createdAt,
    updated_at: createdAt,
    ...lastLogin(random, createdAt, until),
    version: 1,
  };
}
