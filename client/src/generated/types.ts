// Generated from the contract by `npm run generate`: change the contract instead.

import type { RawFailure, RawSuccess } from '../call.ts';
import type { ItemStream } from '../item-stream.ts';

/** The stable name of a problem. A newer service may use one that is not listed here. */
export type ProblemCode = 'malformed-request' | 'cursor-invalid' | 'not-found' | 'method-not-allowed' | 'request-timeout' | 'version-mismatch' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'validation-failed' | 'headers-too-large' | 'authentication-required' | 'credential-invalid' | 'login-failed' | 'refresh-token-invalid' | 'cross-origin-refused' | 'password-change-required' | 'password-refused' | 'current-password-wrong' | 'too-many-requests' | 'permission-denied' | 'escalation-refused' | 'self-action-refused' | 'super-protected' | 'super-required' | 'session-required' | 'built-in-protected' | 'transfer-target-refused' | 'user-not-found' | 'role-not-found' | 'permission-not-found' | 'template-not-found' | 'session-not-found' | 'api-key-not-found' | 'username-taken' | 'email-taken' | 'did-taken' | 'role-name-taken' | 'role-in-use' | 'permission-in-use' | 'owner-not-active' | 'api-key-limit-reached' | 'idempotency-in-progress' | 'idempotency-key-reused' | 'internal-error' | 'overloaded' | 'database-unavailable' | 'outcome-unknown';

/** What went wrong (RFC 9457). */
export interface Problem<Code extends ProblemCode = ProblemCode> {
  /** URI reference of the page that explains the problem. */
  type: string;
  /** What the problem is; the same for every occurrence. */
  title: string;
  /** The HTTP status. */
  status: number;
  /** What happened this time. */
  detail: string;
  /** The path that was asked for. */
  instance: string;
  /** The stable name of the problem. */
  code: Code;
  /** The X-Request-Id of the answer. */
  requestId: string;
  /** Permissions that the caller lacks. */
  missingPermissions?: string[];
  /** The same as the Retry-After header, in seconds. */
  retryAfterSeconds?: number;
  /** The faults of the input. */
  errors?: ValidationError[];
}

/** A credential for programs. It acts as a user, with permissions of its own. */
export interface ApiKey {
  /** UUID of version 7; ids sort by creation. */
  id: string;
  /** What the key is called; several may be called alike. */
  name: string;
  /** How the newest secret begins, to recognize it by. */
  prefix: string;
  /** The user as whom the key acts. */
  userId: string;
  /** Who made the key; the key never does what that user may not do. */
  createdBy: string;
  /** What the key was given, sorted. At each request it may do those of them that its user, and whoever made it, hold at that moment. */
  permissions: string[];
  /** ISO 8601 in UTC with milliseconds. */
  createdAt: string;
  /** From then on the key is dead; null for never. */
  expiresAt: string | null;
  /** To the minute; null if it was never used. */
  lastUsedAt: string | null;
  /** When it was revoked, which is for good. */
  revokedAt: string | null;
  /** Grows by one with every change. */
  version: number;
}

/** A page of API keys. */
export interface ApiKeyList {
  /** The keys of this page. */
  data: ApiKey[];
  page: Page;
}

/** An API key together with its secret. */
export interface ApiKeyWithSecret {
  /** UUID of version 7; ids sort by creation. */
  id: string;
  /** What the key is called; several may be called alike. */
  name: string;
  /** How the newest secret begins, to recognize it by. */
  prefix: string;
  /** The user as whom the key acts. */
  userId: string;
  /** Who made the key; the key never does what that user may not do. */
  createdBy: string;
  /** What the key was given, sorted. At each request it may do those of them that its user, and whoever made it, hold at that moment. */
  permissions: string[];
  /** ISO 8601 in UTC with milliseconds. */
  createdAt: string;
  /** From then on the key is dead; null for never. */
  expiresAt: string | null;
  /** To the minute; null if it was never used. */
  lastUsedAt: string | null;
  /** When it was revoked, which is for good. */
  revokedAt: string | null;
  /** Grows by one with every change. */
  version: number;
  /** Send it as `Authorization: Bearer …`. Opaque; shown only here. */
  key: string;
}

/** The current password and the one that replaces it. */
export interface ChangeOwnPasswordRequest {
  /** Never trimmed, truncated or folded. */
  currentPassword: string;
  /** No rules of composition; refused when it is among the most common passwords or contains the username. Never trimmed, truncated or folded. The service may be configured to ask for more than 8 characters. */
  newPassword: string;
  /** True revokes all API keys of the caller, and those that the caller made for others; false when left out. */
  revokeApiKeys?: boolean | undefined;
}

/** Where this page ends. A page may hold fewer items than its limit, even none. */
export interface CountedPage {
  /** The limit that was applied. */
  limit: number;
  /** Send it as `cursor` for the next page; only null ends the list. */
  nextCursor: string | null;
  /** How many match in all, where `count` asked for it. */
  total?: number;
  /** True if `total` is where counting ended: there may be more. */
  totalIsCapped?: boolean;
}

/** A new API key. */
export interface CreateApiKeyRequest {
  /** What the key is called. */
  name: string;
  /** Permissions of the catalogue; an empty list gives a key that may do nothing. */
  permissions: readonly string[];
  /** In the future; the key never expires when left out or null. */
  expiresAt?: string | null | undefined;
}

/** A new role. */
export interface CreateRoleRequest {
  /** Name of a role. */
  name: string;
  /** What it is for. */
  description?: string | undefined;
  /** The role includes every built-in role of lower rank: admin 80, editor 40, viewer 20. */
  rank: number;
  /** Permissions of the catalogue that the role holds itself. */
  permissions: readonly string[];
}

/** A new account. Without password and DID it is pending until a password is set. */
export interface CreateUserRequest {
  /** Needed unless there is a DID, which is the username then. Letters, marks and digits of any script and . _ - @ + :, the first a letter or digit, nothing invisible. Kept as typed; unique regardless of letter case and compatible spellings. In the form of an e-mail address or a DID it must equal the user’s own. */
  username?: string | undefined;
  /** No rules of composition; refused when it is among the most common passwords or contains the username. Never trimmed, truncated or folded. The service may be configured to ask for more than 8 characters. */
  password?: string | undefined;
  /** E-mail address; unique regardless of letter case and compatible spellings. */
  email?: string | null | undefined;
  /** The name shown to people. */
  displayName?: string | null | undefined;
  /** Decentralized identifier (W3C DID Core), compared byte for byte, unique. */
  did?: string | null | undefined;
  /** Name of the role; `viewer` when left out. */
  role?: string | undefined;
  /** Permissions of the catalogue, granted beside the role. */
  permissions?: readonly string[] | undefined;
  /** Name of a template whose permissions are granted besides. */
  template?: string | undefined;
  /** False creates the account disabled; true when left out. */
  isActive?: boolean | undefined;
  /** Names of servers; together with groups at most 200. */
  servers?: readonly string[] | undefined;
  /** Names of groups; together with servers at most 200. */
  groups?: readonly string[] | undefined;
  /** Free JSON of an application, at most 16 KiB and 5 levels, replaced whole. The user and everyone with users:read see it: no secrets, and never a source of rights. */
  metadata?: Record<string, unknown> | undefined;
  /** True if the password must be changed at the first log-in; false when left out. */
  mustChangePassword?: boolean | undefined;
}

/** The credential of this request. */
export interface Credential {
  /** What kind of credential was sent. */
  kind: 'session' | 'api-key';
  /** UUID of version 7; ids sort by creation. */
  id: string;
  /** Null for an API key that never expires. */
  expiresAt: string | null;
}

/** A permission that a user holds, and why. */
export interface EffectivePermission {
  /** Name of the permission. */
  permission: string;
  /** Every reason, the roles first, highest first. */
  sources: PermissionSource[];
}

/** A new account, as for createUser, or with the hash of a password. */
export interface ImportItemRequest {
  /** Needed unless there is a DID, which is the username then. Letters, marks and digits of any script and . _ - @ + :, the first a letter or digit, nothing invisible. Kept as typed; unique regardless of letter case and compatible spellings. In the form of an e-mail address or a DID it must equal the user’s own. */
  username?: string | undefined;
  /** No rules of composition; refused when it is among the most common passwords or contains the username. Never trimmed, truncated or folded. The service may be configured to ask for more than 8 characters. */
  password?: string | undefined;
  /** E-mail address; unique regardless of letter case and compatible spellings. */
  email?: string | null | undefined;
  /** The name shown to people. */
  displayName?: string | null | undefined;
  /** Decentralized identifier (W3C DID Core), compared byte for byte, unique. */
  did?: string | null | undefined;
  /** Name of the role; `viewer` when left out. */
  role?: string | undefined;
  /** Permissions of the catalogue, granted beside the role. */
  permissions?: readonly string[] | undefined;
  /** Name of a template whose permissions are granted besides. */
  template?: string | undefined;
  /** False creates the account disabled; true when left out. */
  isActive?: boolean | undefined;
  /** Names of servers; together with groups at most 200. */
  servers?: readonly string[] | undefined;
  /** Names of groups; together with servers at most 200. */
  groups?: readonly string[] | undefined;
  /** Free JSON of an application, at most 16 KiB and 5 levels, replaced whole. The user and everyone with users:read see it: no secrets, and never a source of rights. */
  metadata?: Record<string, unknown> | undefined;
  /** True if the password must be changed at the first log-in; false when left out. */
  mustChangePassword?: boolean | undefined;
  /** A hash that another system made: argon2, bcrypt ($2a, $2b, $2y) or scrypt in their usual string forms, PBKDF2 as Django (pbkdf2_sha256) or ASP.NET Core Identity (version 3) writes it. The first log-in replaces it; a password that turns out weak then must be changed. */
  passwordHash?: string | undefined;
}

/** Why an item was not created. */
export interface ImportProblem {
  /** The problem that createUser would have answered with. */
  code: 'validation-failed' | 'password-refused' | 'permission-denied' | 'escalation-refused' | 'super-protected' | 'username-taken' | 'email-taken' | 'did-taken';
  /** What is wrong, for people. */
  detail: string;
  /** Permissions that the caller lacks, twenty at the most. */
  missingPermissions?: string[];
  /** The faults of the item; `loc` begins with body, items and the index. */
  errors?: ValidationError[];
}

/** What became of one item. */
export interface ImportResult {
  /** Which item, counted from 0. */
  index: number;
  /** What became of it. */
  status: 'created' | 'skipped' | 'failed';
  /** The id of the new account; null without one. */
  id: string | null;
  /** Null where the account was created. */
  problem: ImportProblem | null;
}

/** Accounts to create. */
export interface ImportUsersRequest {
  /** The accounts, at most 1000; at most 100 of them with a plain password, because hashing takes time. */
  items: readonly ImportItemRequest[];
  /** What an item becomes whose username, e-mail address or DID is taken: `failed` (when left out) or `skipped`. The others go on either way. */
  onConflict?: 'fail' | 'skip' | undefined;
  /** True checks everything, says what would happen, and changes nothing. */
  dryRun?: boolean | undefined;
}

/** What became of the items. */
export interface ImportUsersResult {
  /** True if nothing was changed. */
  dryRun: boolean;
  /** How many accounts were created, or would be. */
  created: number;
  /** How many items were skipped. */
  skipped: number;
  /** How many items failed. */
  failed: number;
  /** One result for each item, in their order. */
  results: ImportResult[];
}

/** The credential to look at. */
export interface IntrospectCredentialRequest {
  /** What a caller of your application sent as its credential. */
  token: string;
}

/** What a credential is worth; only `active` where that is nothing. */
export interface Introspection {
  /** False for whatever cannot be used now. */
  active: boolean;
  /** UUID of version 7; ids sort by creation. */
  userId?: string;
  /** Whose it is. */
  username?: string;
  /** All that the credential may do at this moment, sorted. */
  permissions?: string[];
  /** Null for an API key that never expires. */
  expiresAt?: string | null;
}

/** Who wants to log in. */
export interface LogInRequest {
  /** As given by an administrator; letter case does not matter. */
  username: string;
  /** Never trimmed, truncated or folded. */
  password: string;
  /** How the tokens are to travel: in bodies and the Authorization header, or, for pages of this service, in cookies that no script can read. `bearer` when left out. */
  transport?: 'bearer' | 'cookie' | undefined;
}

/** Who is calling, and what they may do. */
export interface Me {
  user: User;
  /** All that this credential may do, sorted: the role’s permissions and the direct grants; of an API key, those of its permissions that are among them. */
  effectivePermissions: string[];
  credential: Credential;
}

/** A name and how many users it applies to. */
export interface NamedCount {
  /** What was counted. */
  name: string;
  /** How many users. */
  count: number;
}

/** Where this page ends. A page may hold fewer items than its limit, even none. */
export interface Page {
  /** The limit that was applied. */
  limit: number;
  /** Send it as `cursor` for the next page; only null ends the list. */
  nextCursor: string | null;
}

/** An entry of the catalogue. */
export interface Permission {
  /** Name of the permission. */
  name: string;
  /** What it allows. */
  description: string;
  /** What it belongs to. */
  category: string;
  /** True for the permissions of this service. */
  builtIn: boolean;
}

/** A page of the catalogue. */
export interface PermissionList {
  /** The permissions of this page. */
  data: Permission[];
  page: Page;
}

/** Why a user holds a permission. */
export interface PermissionSource {
  /** `role`: a role holds it; `grant`: it was granted to the user directly. */
  kind: 'role' | 'grant';
  /** The role that holds it. */
  role?: string;
}

/** What the permission is for. */
export interface PutPermissionRequest {
  /** What it is for. */
  description: string;
  /** What it belongs to. */
  category: string;
}

/** What the template grants. */
export interface PutTemplateRequest {
  /** What it is for. */
  description?: string | undefined;
  /** Permissions of the catalogue. */
  permissions: readonly string[];
}

/** The token to exchange. */
export interface RefreshSessionRequest {
  /** The newest refresh token of the session. When left out, the one in the cookie is taken. */
  refreshToken?: string | undefined;
}

/** The new password. */
export interface ResetUserPasswordRequest {
  /** No rules of composition; refused when it is among the most common passwords or contains the username. Never trimmed, truncated or folded. The service may be configured to ask for more than 8 characters. */
  newPassword: string;
  /** True if the user must choose an own password at the next log-in; true when left out. */
  mustChangePassword?: boolean | undefined;
}

/** A named set of permissions with a rank. */
export interface Role {
  /** Name of the role. */
  name: string;
  /** What it is for. */
  description: string;
  /** From 1 to 99; super_admin has 100. Nobody assigns a role ranked above their own. */
  rank: number;
  /** True for the four roles that are always there. */
  builtIn: boolean;
  /** What the role holds itself, sorted; empty where it is computed, as for super_admin and admin. */
  permissions: string[];
  /** What the role holds together with the roles it includes, sorted. */
  effectivePermissions: string[];
  /** The built-in roles of lower rank, highest first; all they hold, this role holds too. */
  includes: string[];
  /** How many users have the role. */
  userCount: number;
  /** Grows by one with every change. */
  version: number;
}

/** A page of roles. */
export interface RoleList {
  /** The roles of this page. */
  data: Role[];
  page: Page;
}

/** How to replace the secret. */
export interface RotateApiKeyRequest {
  /** For how long the secret that is replaced goes on working; 0 when left out. */
  graceSeconds?: number | undefined;
}

/** A session that goes on: from a log-in to its end. */
export interface Session {
  /** UUID of version 7; ids sort by creation. */
  id: string;
  /** When the user logged in. */
  createdAt: string;
  /** When it was last used, to the minute. */
  lastSeenAt: string;
  /** When it ends for good, however often it is refreshed. One that nobody uses ends earlier. */
  expiresAt: string;
  /** The network address of the log-in. */
  sourceAddress: string;
  /** What the program that logged in called itself, at most 256 characters; possibly empty. */
  userAgent: string;
  /** True for the session of this very request. */
  isCurrent: boolean;
}

/** A page of sessions. */
export interface SessionList {
  /** The sessions of this page. */
  data: Session[];
  page: Page;
}

/** The tokens of a session. */
export interface SessionTokens {
  /** UUID of version 7; ids sort by creation. */
  sessionId: string;
  /** Send it as `Authorization: Bearer …`. Opaque; shown only here. Null if it is in a cookie. */
  accessToken: string | null;
  /** ISO 8601 in UTC with milliseconds. */
  accessTokenExpiresAt: string;
  /** Exchange it at refreshSession for the next pair of tokens. Opaque; shown only here. Null if it is in a cookie. */
  refreshToken: string | null;
  /** When the session ends for good, however often it is refreshed. One that nobody uses ends earlier. */
  refreshTokenExpiresAt: string;
  user: User;
}

/** The switch. */
export interface SetUserStatusRequest {
  /** False disables the account. */
  isActive: boolean;
}

/** Users per status. */
export interface StatusCounts {
  /** Accounts without a credential. */
  pending: number;
  /** Accounts that can log in. */
  active: number;
  /** Accounts that were switched off. */
  disabled: number;
}

/** A list of permissions that is copied into direct grants. Changing it changes no user. */
export interface Template {
  /** Name of the template. */
  name: string;
  /** What it is for. */
  description: string;
  /** What is granted when the template is applied now, sorted. */
  permissions: string[];
  /** True for the templates that are always there; they may be replaced. */
  builtIn: boolean;
  /** Grows by one with every change. */
  version: number;
}

/** A page of templates. */
export interface TemplateList {
  /** The templates of this page. */
  data: Template[];
  page: Page;
}

/** Who is to become the super admin. */
export interface TransferSuperRequest {
  /** Id of the user who becomes the super admin. */
  targetUserId: string;
  /** The caller’s own password. */
  currentPassword: string;
}

/** What people may change about themselves. */
export interface UpdateMeRequest {
  /** The name shown to people. */
  displayName: string | null;
}

/** What is to change: a field that is absent stays as it is. */
export interface UpdateRoleRequest {
  /** Name of a role. */
  name?: string | undefined;
  /** What it is for. */
  description?: string | undefined;
  /** The role includes every built-in role of lower rank: admin 80, editor 40, viewer 20. */
  rank?: number | undefined;
  /** Permissions of the catalogue that the role holds itself. */
  permissions?: readonly string[] | undefined;
}

/** What is to change: `permissions` alone, `grant` and `revoke`, or `template` alone. */
export interface UpdateUserPermissionsRequest {
  /** Replaces all direct grants. */
  permissions?: readonly string[] | undefined;
  /** Grants these besides. */
  grant?: readonly string[] | undefined;
  /** Takes these direct grants away. */
  revoke?: readonly string[] | undefined;
  /** Grants the permissions of this template besides. */
  template?: string | undefined;
}

/** What is to change: a field that is absent stays as it is, null clears it. */
export interface UpdateUserRequest {
  /** Letters, marks and digits of any script and . _ - @ + :, the first a letter or digit, nothing invisible. Kept as typed; unique regardless of letter case and compatible spellings. A username in the form of an e-mail address or a DID must equal the user’s own. */
  username?: string | undefined;
  /** E-mail address; unique regardless of letter case and compatible spellings. */
  email?: string | null | undefined;
  /** The name shown to people. */
  displayName?: string | null | undefined;
  /** Decentralized identifier (W3C DID Core), compared byte for byte, unique. */
  did?: string | null | undefined;
  /** Name of a role. */
  role?: string | undefined;
  /** Names of servers; together with groups at most 200. */
  servers?: readonly string[] | undefined;
  /** Names of groups; together with servers at most 200. */
  groups?: readonly string[] | undefined;
  /** Free JSON of an application, at most 16 KiB and 5 levels, replaced whole. The user and everyone with users:read see it: no secrets, and never a source of rights. */
  metadata?: Record<string, unknown> | undefined;
}

/** An account. */
export interface User {
  /** UUID of version 7; ids sort by creation. */
  id: string;
  /** As it was typed. */
  username: string;
  /** E-mail address. */
  email: string | null;
  /** The name shown to people. */
  displayName: string | null;
  /** Decentralized identifier. */
  did: string | null;
  /** Name of the role. */
  role: string;
  /** The role and every role it includes, highest first. */
  roles: string[];
  /** True for the one super admin. */
  isSuper: boolean;
  status: UserStatus;
  /** True exactly when status is active. */
  isActive: boolean;
  /** Direct grants, sorted. NOT all that the user may do: the role adds its own. */
  permissions: string[];
  /** Names of servers, sorted. */
  servers: string[];
  /** Names of groups, sorted. */
  groups: string[];
  /** Free JSON of an application; never a source of rights. */
  metadata: Record<string, unknown>;
  /** True while nothing but changing the password is possible. */
  mustChangePassword: boolean;
  /** ISO 8601 in UTC with milliseconds. */
  createdAt: string;
  /** ISO 8601 in UTC with milliseconds. */
  updatedAt: string;
  /** ISO 8601 in UTC with milliseconds. */
  lastLoginAt: string | null;
  /** ISO 8601 in UTC with milliseconds. */
  lastSeenAt: string | null;
  /** Grows by one with every change. */
  version: number;
}

/** What happened to users on one day. */
export interface UserDay {
  /** A day in UTC. */
  date: string;
  /** Users who were created. */
  created: number;
  /** Users who were deleted. */
  deleted: number;
  /** Log-ins that succeeded. */
  logIns: number;
  /** Log-ins that failed, apart from those that were throttled. */
  failedLogIns: number;
}

/** A page of users. */
export interface UserList {
  /** The users of this page. */
  data: User[];
  page: CountedPage;
}

/** What a user may do. */
export interface UserPermissions {
  /** The direct grants, sorted. */
  permissions: string[];
  /** All that the user may do, sorted by name. */
  effective: EffectivePermission[];
}

/** Counts of users. */
export interface UserStats {
  /** All users. */
  totalUsers: number;
  /** Users whose roles contain admin. */
  adminUsers: number;
  /** All others. */
  regularUsers: number;
  byStatus: StatusCounts;
  /** Users per role, every role named, highest first. */
  byRole: NamedCount[];
  /** The 100 servers with the most users. */
  usersPerServer: NamedCount[];
  /** The 100 groups with the most users. */
  usersPerGroup: NamedCount[];
  /** Different servers. */
  distinctServers: number;
  /** Different groups. */
  distinctGroups: number;
  /** Users created today or in the 29 UTC days before, without those deleted since. */
  createdLast30Days: number;
  /** Users seen today or in the 29 UTC days before. */
  activeLast30Days: number;
  /** ISO 8601 in UTC with milliseconds. */
  asOf: string;
}

/** `pending`: has no credential yet; `active`: can log in; `disabled`: switched off by an administrator. */
export type UserStatus = 'pending' | 'active' | 'disabled';

/** What happened to users, day by day. */
export interface UserTimeline {
  /** Every day of the range, the first one first. */
  days: UserDay[];
  /** ISO 8601 in UTC with milliseconds. */
  asOf: string;
}

/** One fault of the input. */
export interface ValidationError {
  /** Path of the fault, with body, query, path or header first. */
  loc: (string | number)[];
  /** The fault for people. */
  msg: string;
  /** The fault for programs; stable. */
  type: string;
  /** What was sent; only for short, declared, non-secret fields. */
  input?: string | number | boolean;
  /** Figures of the rule that was broken. */
  ctx?: Record<string, unknown>;
}

/** What logIn takes. */
export type LogInInput = LogInRequest;
/** What logIn answers with. */
export type LogInAnswer = SessionTokens;
/** The problems that logIn can answer with. */
export type LogInProblemCode = 'malformed-request' | 'login-failed' | 'cross-origin-refused' | 'request-timeout' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'validation-failed' | 'too-many-requests' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of logIn answers with. */
export type LogInRawAnswer = 
  | RawSuccess<LogInAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'login-failed'>
  | RawFailure<403, 'cross-origin-refused'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<429, 'too-many-requests'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What refreshSession takes. */
export type RefreshSessionInput = RefreshSessionRequest;
/** What refreshSession answers with. */
export type RefreshSessionAnswer = SessionTokens;
/** The problems that refreshSession can answer with. */
export type RefreshSessionProblemCode = 'malformed-request' | 'refresh-token-invalid' | 'cross-origin-refused' | 'request-timeout' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of refreshSession answers with. */
export type RefreshSessionRawAnswer = 
  | RawSuccess<RefreshSessionAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'refresh-token-invalid'>
  | RawFailure<403, 'cross-origin-refused'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What getMe takes. */
export type GetMeInput = Record<string, never>;
/** What getMe answers with. */
export type GetMeAnswer = Me;
/** The problems that getMe can answer with. */
export type GetMeProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of getMe answers with. */
export type GetMeRawAnswer = 
  | RawSuccess<GetMeAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What updateMe takes. */
export type UpdateMeInput = UpdateMeRequest;
/** What updateMe answers with. */
export type UpdateMeAnswer = Me;
/** The problems that updateMe can answer with. */
export type UpdateMeProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'password-change-required' | 'session-required' | 'request-timeout' | 'version-mismatch' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of updateMe answers with. */
export type UpdateMeRawAnswer = 
  | RawSuccess<UpdateMeAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'password-change-required' | 'session-required'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What changeOwnPassword takes. */
export type ChangeOwnPasswordInput = ChangeOwnPasswordRequest;
/** What changeOwnPassword answers with. */
export type ChangeOwnPasswordAnswer = undefined;
/** The problems that changeOwnPassword can answer with. */
export type ChangeOwnPasswordProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'session-required' | 'request-timeout' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'current-password-wrong' | 'password-refused' | 'validation-failed' | 'too-many-requests' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of changeOwnPassword answers with. */
export type ChangeOwnPasswordRawAnswer = 
  | RawSuccess<ChangeOwnPasswordAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'session-required'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'current-password-wrong' | 'password-refused' | 'validation-failed'>
  | RawFailure<429, 'too-many-requests'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What introspectCredential takes. */
export type IntrospectCredentialInput = IntrospectCredentialRequest;
/** What introspectCredential answers with. */
export type IntrospectCredentialAnswer = Introspection;
/** The problems that introspectCredential can answer with. */
export type IntrospectCredentialProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of introspectCredential answers with. */
export type IntrospectCredentialRawAnswer = 
  | RawSuccess<IntrospectCredentialAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What listOwnSessions takes. */
export interface ListOwnSessionsInput {
  /** How many items the page holds at the most. */
  limit?: number | undefined;
  /** Opaque; the `nextCursor` of the page before. Valid only with the same sort and filters. */
  cursor?: string | undefined;
}
/** What listOwnSessions answers with. */
export type ListOwnSessionsAnswer = SessionList;
/** The problems that listOwnSessions can answer with. */
export type ListOwnSessionsProblemCode = 'cursor-invalid' | 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'session-required' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of listOwnSessions answers with. */
export type ListOwnSessionsRawAnswer = 
  | RawSuccess<ListOwnSessionsAnswer, 200>
  | RawFailure<400, 'cursor-invalid' | 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'session-required'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What revokeOwnSession takes. */
export interface RevokeOwnSessionInput {
  /** The id of a session. */
  sessionId: string;
}
/** What revokeOwnSession answers with. */
export type RevokeOwnSessionAnswer = undefined;
/** The problems that revokeOwnSession can answer with. */
export type RevokeOwnSessionProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'password-change-required' | 'session-required' | 'session-not-found' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of revokeOwnSession answers with. */
export type RevokeOwnSessionRawAnswer = 
  | RawSuccess<RevokeOwnSessionAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'password-change-required' | 'session-required'>
  | RawFailure<404, 'session-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What logOut takes. */
export type LogOutInput = Record<string, never>;
/** What logOut answers with. */
export type LogOutAnswer = undefined;
/** The problems that logOut can answer with. */
export type LogOutProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'session-required' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of logOut answers with. */
export type LogOutRawAnswer = 
  | RawSuccess<LogOutAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'session-required'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What createUser takes. */
export type CreateUserInput = CreateUserRequest;
/** What createUser answers with. */
export type CreateUserAnswer = User;
/** The problems that createUser can answer with. */
export type CreateUserProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'super-protected' | 'request-timeout' | 'did-taken' | 'email-taken' | 'idempotency-in-progress' | 'username-taken' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'idempotency-key-reused' | 'password-refused' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of createUser answers with. */
export type CreateUserRawAnswer = 
  | RawSuccess<CreateUserAnswer, 201>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'super-protected'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'did-taken' | 'email-taken' | 'idempotency-in-progress' | 'username-taken'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'idempotency-key-reused' | 'password-refused' | 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What importUsers takes. */
export type ImportUsersInput = ImportUsersRequest;
/** What importUsers answers with. */
export type ImportUsersAnswer = ImportUsersResult;
/** The problems that importUsers can answer with. */
export type ImportUsersProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'idempotency-in-progress' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'idempotency-key-reused' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of importUsers answers with. */
export type ImportUsersRawAnswer = 
  | RawSuccess<ImportUsersAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'idempotency-in-progress'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'idempotency-key-reused' | 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What listUsers takes. */
export interface ListUsersInput {
  /** How many items the page holds at the most. */
  limit?: number | undefined;
  /** Opaque; the `nextCursor` of the page before. Valid only with the same sort and filters. */
  cursor?: string | undefined;
  /** The beginning of the username, of the e-mail address, or of any word of the display name, regardless of case and accents; no character is a wildcard. The first 64 characters count. */
  q?: string | undefined;
  /** Exactly this username. */
  username?: string | undefined;
  /** Exactly this e-mail address. */
  email?: string | undefined;
  /** Exactly this DID. */
  did?: string | undefined;
  /** Has this role; nobody has a role that does not exist. */
  role?: string | undefined;
  /** Has this status. */
  status?: UserStatus | undefined;
  /** Holds this permission, by the role or by a direct grant. */
  permission?: string | undefined;
  /** Is on this server. */
  server?: string | undefined;
  /** Is in this group. */
  group?: string | undefined;
  /** Was created at this moment or later. With `Z` or an offset, whose `+` is `%2B` in a query. */
  createdFrom?: string | undefined;
  /** Was created before this moment. With `Z` or an offset, whose `+` is `%2B` in a query. */
  createdTo?: string | undefined;
  /** Logged in last at this moment or later. With `Z` or an offset, whose `+` is `%2B` in a query. */
  lastLoginFrom?: string | undefined;
  /** Logged in last before this moment. With `Z` or an offset, whose `+` is `%2B` in a query. */
  lastLoginTo?: string | undefined;
  /** True: has never logged in. False: has. */
  neverLoggedIn?: boolean | undefined;
  /** The order; a minus sign means descending, and statuses are sorted by their names. Users without an e-mail address or log-in come last in both directions. */
  sort?: 'createdAt' | '-createdAt' | 'username' | '-username' | 'email' | '-email' | 'status' | '-status' | 'lastLoginAt' | '-lastLoginAt' | undefined;
  /** Whether the page says how many users match in all. `capped` counts to 10,000 with a bounded amount of work: with several filters it examines some 20,000 users, so that `total` may be far below 10,000, even 0, where `totalIsCapped` is true. `exact` counts everything, which takes the longer the more users match: ask for it once, not with every page. */
  count?: 'none' | 'capped' | 'exact' | undefined;
}
/** What listUsers answers with. */
export type ListUsersAnswer = UserList;
/** The problems that listUsers can answer with. */
export type ListUsersProblemCode = 'cursor-invalid' | 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of listUsers answers with. */
export type ListUsersRawAnswer = 
  | RawSuccess<ListUsersAnswer, 200>
  | RawFailure<400, 'cursor-invalid' | 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What exportUsers takes. */
export interface ExportUsersInput {
  /** The beginning of the username, of the e-mail address, or of any word of the display name, regardless of case and accents; no character is a wildcard. The first 64 characters count. */
  q?: string | undefined;
  /** Exactly this username. */
  username?: string | undefined;
  /** Exactly this e-mail address. */
  email?: string | undefined;
  /** Exactly this DID. */
  did?: string | undefined;
  /** Has this role; nobody has a role that does not exist. */
  role?: string | undefined;
  /** Has this status. */
  status?: UserStatus | undefined;
  /** Holds this permission, by the role or by a direct grant. */
  permission?: string | undefined;
  /** Is on this server. */
  server?: string | undefined;
  /** Is in this group. */
  group?: string | undefined;
  /** Was created at this moment or later. With `Z` or an offset, whose `+` is `%2B` in a query. */
  createdFrom?: string | undefined;
  /** Was created before this moment. With `Z` or an offset, whose `+` is `%2B` in a query. */
  createdTo?: string | undefined;
  /** Logged in last at this moment or later. With `Z` or an offset, whose `+` is `%2B` in a query. */
  lastLoginFrom?: string | undefined;
  /** Logged in last before this moment. With `Z` or an offset, whose `+` is `%2B` in a query. */
  lastLoginTo?: string | undefined;
  /** True: has never logged in. False: has. */
  neverLoggedIn?: boolean | undefined;
  /** `ndjson`: a JSON object on each line, the last of which says that it is the end. `csv`: a table with a header row (RFC 4180). */
  format?: 'ndjson' | 'csv' | undefined;
}
/** What exportUsers answers with. */
export type ExportUsersAnswer = ItemStream<User>;
/** The problems that exportUsers can answer with. */
export type ExportUsersProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of exportUsers answers with. */
export type ExportUsersRawAnswer = 
  | RawSuccess<ExportUsersAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What getUser takes. */
export interface GetUserInput {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
}
/** What getUser answers with. */
export type GetUserAnswer = User;
/** The problems that getUser can answer with. */
export type GetUserProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'user-not-found' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of getUser answers with. */
export type GetUserRawAnswer = 
  | RawSuccess<GetUserAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What updateUser takes. */
export interface UpdateUserInput extends UpdateUserRequest {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
}
/** What updateUser answers with. */
export type UpdateUserAnswer = User;
/** The problems that updateUser can answer with. */
export type UpdateUserProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'super-protected' | 'user-not-found' | 'request-timeout' | 'did-taken' | 'email-taken' | 'username-taken' | 'version-mismatch' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of updateUser answers with. */
export type UpdateUserRawAnswer = 
  | RawSuccess<UpdateUserAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'super-protected'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'did-taken' | 'email-taken' | 'username-taken'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What resetUserPassword takes. */
export interface ResetUserPasswordInput extends ResetUserPasswordRequest {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
}
/** What resetUserPassword answers with. */
export type ResetUserPasswordAnswer = undefined;
/** The problems that resetUserPassword can answer with. */
export type ResetUserPasswordProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'super-protected' | 'user-not-found' | 'request-timeout' | 'idempotency-in-progress' | 'version-mismatch' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'idempotency-key-reused' | 'password-refused' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of resetUserPassword answers with. */
export type ResetUserPasswordRawAnswer = 
  | RawSuccess<ResetUserPasswordAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'super-protected'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'idempotency-in-progress'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'idempotency-key-reused' | 'password-refused' | 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What updateUserPermissions takes. */
export interface UpdateUserPermissionsInput extends UpdateUserPermissionsRequest {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
}
/** What updateUserPermissions answers with. */
export type UpdateUserPermissionsAnswer = User;
/** The problems that updateUserPermissions can answer with. */
export type UpdateUserPermissionsProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'super-protected' | 'user-not-found' | 'request-timeout' | 'version-mismatch' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of updateUserPermissions answers with. */
export type UpdateUserPermissionsRawAnswer = 
  | RawSuccess<UpdateUserPermissionsAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'super-protected'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What getUserPermissions takes. */
export interface GetUserPermissionsInput {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
}
/** What getUserPermissions answers with. */
export type GetUserPermissionsAnswer = UserPermissions;
/** The problems that getUserPermissions can answer with. */
export type GetUserPermissionsProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'user-not-found' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of getUserPermissions answers with. */
export type GetUserPermissionsRawAnswer = 
  | RawSuccess<GetUserPermissionsAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What listUserSessions takes. */
export interface ListUserSessionsInput {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
  /** How many items the page holds at the most. */
  limit?: number | undefined;
  /** Opaque; the `nextCursor` of the page before. Valid only with the same sort and filters. */
  cursor?: string | undefined;
}
/** What listUserSessions answers with. */
export type ListUserSessionsAnswer = SessionList;
/** The problems that listUserSessions can answer with. */
export type ListUserSessionsProblemCode = 'cursor-invalid' | 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'session-required' | 'user-not-found' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of listUserSessions answers with. */
export type ListUserSessionsRawAnswer = 
  | RawSuccess<ListUserSessionsAnswer, 200>
  | RawFailure<400, 'cursor-invalid' | 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied' | 'session-required'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What revokeUserSession takes. */
export interface RevokeUserSessionInput {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
  /** The id of a session. */
  sessionId: string;
}
/** What revokeUserSession answers with. */
export type RevokeUserSessionAnswer = undefined;
/** The problems that revokeUserSession can answer with. */
export type RevokeUserSessionProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'session-required' | 'super-protected' | 'session-not-found' | 'user-not-found' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of revokeUserSession answers with. */
export type RevokeUserSessionRawAnswer = 
  | RawSuccess<RevokeUserSessionAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'session-required' | 'super-protected'>
  | RawFailure<404, 'session-not-found' | 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What revokeUserSessions takes. */
export interface RevokeUserSessionsInput {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
}
/** What revokeUserSessions answers with. */
export type RevokeUserSessionsAnswer = undefined;
/** The problems that revokeUserSessions can answer with. */
export type RevokeUserSessionsProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'session-required' | 'super-protected' | 'user-not-found' | 'request-timeout' | 'idempotency-in-progress' | 'version-mismatch' | 'uri-too-long' | 'idempotency-key-reused' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of revokeUserSessions answers with. */
export type RevokeUserSessionsRawAnswer = 
  | RawSuccess<RevokeUserSessionsAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'session-required' | 'super-protected'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'idempotency-in-progress'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'idempotency-key-reused' | 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What listUserApiKeys takes. */
export interface ListUserApiKeysInput {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
  /** How many items the page holds at the most. */
  limit?: number | undefined;
  /** Opaque; the `nextCursor` of the page before. Valid only with the same sort and filters. */
  cursor?: string | undefined;
}
/** What listUserApiKeys answers with. */
export type ListUserApiKeysAnswer = ApiKeyList;
/** The problems that listUserApiKeys can answer with. */
export type ListUserApiKeysProblemCode = 'cursor-invalid' | 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'session-required' | 'user-not-found' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of listUserApiKeys answers with. */
export type ListUserApiKeysRawAnswer = 
  | RawSuccess<ListUserApiKeysAnswer, 200>
  | RawFailure<400, 'cursor-invalid' | 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied' | 'session-required'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What createUserApiKey takes. */
export interface CreateUserApiKeyInput extends CreateApiKeyRequest {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
}
/** What createUserApiKey answers with. */
export type CreateUserApiKeyAnswer = ApiKeyWithSecret;
/** The problems that createUserApiKey can answer with. */
export type CreateUserApiKeyProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'session-required' | 'super-protected' | 'user-not-found' | 'request-timeout' | 'api-key-limit-reached' | 'idempotency-in-progress' | 'owner-not-active' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'idempotency-key-reused' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of createUserApiKey answers with. */
export type CreateUserApiKeyRawAnswer = 
  | RawSuccess<CreateUserApiKeyAnswer, 201>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'session-required' | 'super-protected'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'api-key-limit-reached' | 'idempotency-in-progress' | 'owner-not-active'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'idempotency-key-reused' | 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What revokeUserApiKey takes. */
export interface RevokeUserApiKeyInput {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
  /** The id of an API key. */
  apiKeyId: string;
}
/** What revokeUserApiKey answers with. */
export type RevokeUserApiKeyAnswer = undefined;
/** The problems that revokeUserApiKey can answer with. */
export type RevokeUserApiKeyProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'session-required' | 'super-protected' | 'api-key-not-found' | 'user-not-found' | 'request-timeout' | 'version-mismatch' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of revokeUserApiKey answers with. */
export type RevokeUserApiKeyRawAnswer = 
  | RawSuccess<RevokeUserApiKeyAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'session-required' | 'super-protected'>
  | RawFailure<404, 'api-key-not-found' | 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What setUserStatus takes. */
export interface SetUserStatusInput extends SetUserStatusRequest {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
}
/** What setUserStatus answers with. */
export type SetUserStatusAnswer = User;
/** The problems that setUserStatus can answer with. */
export type SetUserStatusProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'super-protected' | 'user-not-found' | 'request-timeout' | 'idempotency-in-progress' | 'version-mismatch' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'idempotency-key-reused' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of setUserStatus answers with. */
export type SetUserStatusRawAnswer = 
  | RawSuccess<SetUserStatusAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'super-protected'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'idempotency-in-progress'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'idempotency-key-reused' | 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What deleteUser takes. */
export interface DeleteUserInput {
  /** The id of a user, or `@` and the username, e.g. `@jane`. */
  user: string;
}
/** What deleteUser answers with. */
export type DeleteUserAnswer = undefined;
/** The problems that deleteUser can answer with. */
export type DeleteUserProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'super-protected' | 'user-not-found' | 'request-timeout' | 'version-mismatch' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of deleteUser answers with. */
export type DeleteUserRawAnswer = 
  | RawSuccess<DeleteUserAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'super-protected'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What transferSuper takes. */
export type TransferSuperInput = TransferSuperRequest;
/** What transferSuper answers with. */
export type TransferSuperAnswer = User;
/** The problems that transferSuper can answer with. */
export type TransferSuperProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'password-change-required' | 'permission-denied' | 'session-required' | 'super-required' | 'user-not-found' | 'request-timeout' | 'idempotency-in-progress' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'current-password-wrong' | 'idempotency-key-reused' | 'transfer-target-refused' | 'validation-failed' | 'too-many-requests' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of transferSuper answers with. */
export type TransferSuperRawAnswer = 
  | RawSuccess<TransferSuperAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'password-change-required' | 'permission-denied' | 'session-required' | 'super-required'>
  | RawFailure<404, 'user-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'idempotency-in-progress'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'current-password-wrong' | 'idempotency-key-reused' | 'transfer-target-refused' | 'validation-failed'>
  | RawFailure<429, 'too-many-requests'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What listRoles takes. */
export interface ListRolesInput {
  /** How many items the page holds at the most. */
  limit?: number | undefined;
  /** Opaque; the `nextCursor` of the page before. Valid only with the same sort and filters. */
  cursor?: string | undefined;
}
/** What listRoles answers with. */
export type ListRolesAnswer = RoleList;
/** The problems that listRoles can answer with. */
export type ListRolesProblemCode = 'cursor-invalid' | 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of listRoles answers with. */
export type ListRolesRawAnswer = 
  | RawSuccess<ListRolesAnswer, 200>
  | RawFailure<400, 'cursor-invalid' | 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What getRole takes. */
export interface GetRoleInput {
  /** Name of the role. */
  roleName: string;
}
/** What getRole answers with. */
export type GetRoleAnswer = Role;
/** The problems that getRole can answer with. */
export type GetRoleProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'role-not-found' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of getRole answers with. */
export type GetRoleRawAnswer = 
  | RawSuccess<GetRoleAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<404, 'role-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What createRole takes. */
export type CreateRoleInput = CreateRoleRequest;
/** What createRole answers with. */
export type CreateRoleAnswer = Role;
/** The problems that createRole can answer with. */
export type CreateRoleProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'idempotency-in-progress' | 'role-name-taken' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'idempotency-key-reused' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of createRole answers with. */
export type CreateRoleRawAnswer = 
  | RawSuccess<CreateRoleAnswer, 201>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'idempotency-in-progress' | 'role-name-taken'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'idempotency-key-reused' | 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What updateRole takes. */
export interface UpdateRoleInput extends UpdateRoleRequest {
  /** Name of the role. */
  roleName: string;
}
/** What updateRole answers with. */
export type UpdateRoleAnswer = Role;
/** The problems that updateRole can answer with. */
export type UpdateRoleProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'built-in-protected' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'role-not-found' | 'request-timeout' | 'role-name-taken' | 'version-mismatch' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of updateRole answers with. */
export type UpdateRoleRawAnswer = 
  | RawSuccess<UpdateRoleAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'built-in-protected' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused'>
  | RawFailure<404, 'role-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'role-name-taken'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What deleteRole takes. */
export interface DeleteRoleInput {
  /** Name of the role. */
  roleName: string;
}
/** What deleteRole answers with. */
export type DeleteRoleAnswer = undefined;
/** The problems that deleteRole can answer with. */
export type DeleteRoleProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'built-in-protected' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused' | 'role-not-found' | 'request-timeout' | 'role-in-use' | 'version-mismatch' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of deleteRole answers with. */
export type DeleteRoleRawAnswer = 
  | RawSuccess<DeleteRoleAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'built-in-protected' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'self-action-refused'>
  | RawFailure<404, 'role-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'role-in-use'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What listPermissions takes. */
export interface ListPermissionsInput {
  /** How many items the page holds at the most. */
  limit?: number | undefined;
  /** Opaque; the `nextCursor` of the page before. Valid only with the same sort and filters. */
  cursor?: string | undefined;
}
/** What listPermissions answers with. */
export type ListPermissionsAnswer = PermissionList;
/** The problems that listPermissions can answer with. */
export type ListPermissionsProblemCode = 'cursor-invalid' | 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of listPermissions answers with. */
export type ListPermissionsRawAnswer = 
  | RawSuccess<ListPermissionsAnswer, 200>
  | RawFailure<400, 'cursor-invalid' | 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What putPermission takes. */
export interface PutPermissionInput extends PutPermissionRequest {
  /** Name of the permission. */
  permission: string;
}
/** What putPermission answers with. */
export type PutPermissionAnswer = Permission;
/** The problems that putPermission can answer with. */
export type PutPermissionProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'built-in-protected' | 'cross-origin-refused' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of putPermission answers with. */
export type PutPermissionRawAnswer = 
  | RawSuccess<PutPermissionAnswer, 200>
  | RawSuccess<PutPermissionAnswer, 201>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'built-in-protected' | 'cross-origin-refused' | 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What getPermission takes. */
export interface GetPermissionInput {
  /** Name of the permission. */
  permission: string;
}
/** What getPermission answers with. */
export type GetPermissionAnswer = Permission;
/** The problems that getPermission can answer with. */
export type GetPermissionProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'permission-not-found' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of getPermission answers with. */
export type GetPermissionRawAnswer = 
  | RawSuccess<GetPermissionAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<404, 'permission-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What removePermission takes. */
export interface RemovePermissionInput {
  /** Name of the permission. */
  permission: string;
}
/** What removePermission answers with. */
export type RemovePermissionAnswer = undefined;
/** The problems that removePermission can answer with. */
export type RemovePermissionProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'built-in-protected' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'permission-not-found' | 'request-timeout' | 'permission-in-use' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of removePermission answers with. */
export type RemovePermissionRawAnswer = 
  | RawSuccess<RemovePermissionAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'built-in-protected' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied'>
  | RawFailure<404, 'permission-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'permission-in-use'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What listTemplates takes. */
export interface ListTemplatesInput {
  /** How many items the page holds at the most. */
  limit?: number | undefined;
  /** Opaque; the `nextCursor` of the page before. Valid only with the same sort and filters. */
  cursor?: string | undefined;
}
/** What listTemplates answers with. */
export type ListTemplatesAnswer = TemplateList;
/** The problems that listTemplates can answer with. */
export type ListTemplatesProblemCode = 'cursor-invalid' | 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of listTemplates answers with. */
export type ListTemplatesRawAnswer = 
  | RawSuccess<ListTemplatesAnswer, 200>
  | RawFailure<400, 'cursor-invalid' | 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What getTemplate takes. */
export interface GetTemplateInput {
  /** Name of a permission template. */
  templateName: string;
}
/** What getTemplate answers with. */
export type GetTemplateAnswer = Template;
/** The problems that getTemplate can answer with. */
export type GetTemplateProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'template-not-found' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of getTemplate answers with. */
export type GetTemplateRawAnswer = 
  | RawSuccess<GetTemplateAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<404, 'template-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What putTemplate takes. */
export interface PutTemplateInput extends PutTemplateRequest {
  /** Name of a permission template. */
  templateName: string;
}
/** What putTemplate answers with. */
export type PutTemplateAnswer = Template;
/** The problems that putTemplate can answer with. */
export type PutTemplateProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'version-mismatch' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of putTemplate answers with. */
export type PutTemplateRawAnswer = 
  | RawSuccess<PutTemplateAnswer, 200>
  | RawSuccess<PutTemplateAnswer, 201>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What deleteTemplate takes. */
export interface DeleteTemplateInput {
  /** Name of a permission template. */
  templateName: string;
}
/** What deleteTemplate answers with. */
export type DeleteTemplateAnswer = undefined;
/** The problems that deleteTemplate can answer with. */
export type DeleteTemplateProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'template-not-found' | 'request-timeout' | 'version-mismatch' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of deleteTemplate answers with. */
export type DeleteTemplateRawAnswer = 
  | RawSuccess<DeleteTemplateAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied'>
  | RawFailure<404, 'template-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What listApiKeys takes. */
export interface ListApiKeysInput {
  /** How many items the page holds at the most. */
  limit?: number | undefined;
  /** Opaque; the `nextCursor` of the page before. Valid only with the same sort and filters. */
  cursor?: string | undefined;
}
/** What listApiKeys answers with. */
export type ListApiKeysAnswer = ApiKeyList;
/** The problems that listApiKeys can answer with. */
export type ListApiKeysProblemCode = 'cursor-invalid' | 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of listApiKeys answers with. */
export type ListApiKeysRawAnswer = 
  | RawSuccess<ListApiKeysAnswer, 200>
  | RawFailure<400, 'cursor-invalid' | 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What createApiKey takes. */
export type CreateApiKeyInput = CreateApiKeyRequest;
/** What createApiKey answers with. */
export type CreateApiKeyAnswer = ApiKeyWithSecret;
/** The problems that createApiKey can answer with. */
export type CreateApiKeyProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'session-required' | 'request-timeout' | 'api-key-limit-reached' | 'idempotency-in-progress' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'idempotency-key-reused' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of createApiKey answers with. */
export type CreateApiKeyRawAnswer = 
  | RawSuccess<CreateApiKeyAnswer, 201>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'escalation-refused' | 'password-change-required' | 'permission-denied' | 'session-required'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'api-key-limit-reached' | 'idempotency-in-progress'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'idempotency-key-reused' | 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What getApiKey takes. */
export interface GetApiKeyInput {
  /** The id of an API key. */
  apiKeyId: string;
}
/** What getApiKey answers with. */
export type GetApiKeyAnswer = ApiKey;
/** The problems that getApiKey can answer with. */
export type GetApiKeyProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'session-required' | 'api-key-not-found' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of getApiKey answers with. */
export type GetApiKeyRawAnswer = 
  | RawSuccess<GetApiKeyAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'session-required'>
  | RawFailure<404, 'api-key-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What revokeApiKey takes. */
export interface RevokeApiKeyInput {
  /** The id of an API key. */
  apiKeyId: string;
}
/** What revokeApiKey answers with. */
export type RevokeApiKeyAnswer = undefined;
/** The problems that revokeApiKey can answer with. */
export type RevokeApiKeyProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'password-change-required' | 'session-required' | 'api-key-not-found' | 'request-timeout' | 'version-mismatch' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of revokeApiKey answers with. */
export type RevokeApiKeyRawAnswer = 
  | RawSuccess<RevokeApiKeyAnswer, 204>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'password-change-required' | 'session-required'>
  | RawFailure<404, 'api-key-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What rotateApiKey takes. */
export interface RotateApiKeyInput extends RotateApiKeyRequest {
  /** The id of an API key. */
  apiKeyId: string;
}
/** What rotateApiKey answers with. */
export type RotateApiKeyAnswer = ApiKeyWithSecret;
/** The problems that rotateApiKey can answer with. */
export type RotateApiKeyProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'cross-origin-refused' | 'password-change-required' | 'session-required' | 'api-key-not-found' | 'request-timeout' | 'idempotency-in-progress' | 'version-mismatch' | 'payload-too-large' | 'uri-too-long' | 'unsupported-media-type' | 'idempotency-key-reused' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'outcome-unknown' | 'overloaded';
/** What a raw call of rotateApiKey answers with. */
export type RotateApiKeyRawAnswer = 
  | RawSuccess<RotateApiKeyAnswer, 201>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'cross-origin-refused' | 'password-change-required' | 'session-required'>
  | RawFailure<404, 'api-key-not-found'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<409, 'idempotency-in-progress'>
  | RawFailure<412, 'version-mismatch'>
  | RawFailure<413, 'payload-too-large'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<415, 'unsupported-media-type'>
  | RawFailure<422, 'idempotency-key-reused' | 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'outcome-unknown' | 'overloaded'>;

/** What getUserStats takes. */
export type GetUserStatsInput = Record<string, never>;
/** What getUserStats answers with. */
export type GetUserStatsAnswer = UserStats;
/** The problems that getUserStats can answer with. */
export type GetUserStatsProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of getUserStats answers with. */
export type GetUserStatsRawAnswer = 
  | RawSuccess<GetUserStatsAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;

/** What getUserTimeline takes. */
export interface GetUserTimelineInput {
  /** The first day; 30 days before `to` unless given. */
  from?: string | undefined;
  /** The day behind the last one, at most 366 days after `from`. Unless given it is tomorrow, or 366 days after `from` where that is earlier. */
  to?: string | undefined;
}
/** What getUserTimeline answers with. */
export type GetUserTimelineAnswer = UserTimeline;
/** The problems that getUserTimeline can answer with. */
export type GetUserTimelineProblemCode = 'malformed-request' | 'authentication-required' | 'credential-invalid' | 'password-change-required' | 'permission-denied' | 'request-timeout' | 'uri-too-long' | 'validation-failed' | 'headers-too-large' | 'internal-error' | 'database-unavailable' | 'overloaded';
/** What a raw call of getUserTimeline answers with. */
export type GetUserTimelineRawAnswer = 
  | RawSuccess<GetUserTimelineAnswer, 200>
  | RawFailure<400, 'malformed-request'>
  | RawFailure<401, 'authentication-required' | 'credential-invalid'>
  | RawFailure<403, 'password-change-required' | 'permission-denied'>
  | RawFailure<408, 'request-timeout'>
  | RawFailure<414, 'uri-too-long'>
  | RawFailure<422, 'validation-failed'>
  | RawFailure<431, 'headers-too-large'>
  | RawFailure<500, 'internal-error'>
  | RawFailure<503, 'database-unavailable' | 'overloaded'>;
