export {
  type Access,
  anyCredential,
  holding,
  nobody,
  session,
  sessionHolding,
  sessionOrKeyItself,
  superSession,
} from './access.ts';
export { ApiKey } from './api-keys/api-key.ts';
export {
  type Contract,
  contract,
  mapOperations,
  type OperationId,
  type Operations,
  operations,
} from './contract.ts';
export { IdempotencyKey } from './idempotency.ts';
export {
  type AnswerHeader,
  basePath,
  type FieldPermission,
  maxBodyBytes,
  type Operation,
  type OperationDefinition,
} from './operation.ts';
export { Permission } from './permissions/permission.ts';
export { Template } from './permissions/template.ts';
export * from './permissions.ts';
export { canonicalKey, hasDidForm, hasEmailForm, hasUsernameForm } from './primitives.ts';
export { Problem, ValidationError } from './problem.ts';
export {
  isProblemCode,
  type ProblemCode,
  type ProblemDefinition,
  problems,
  statusOfProblem,
} from './problems.ts';
export { Role } from './roles/role.ts';
export {
  foldText,
  phraseHead,
  type SearchedFields,
  searchPhrases,
  searchPrefix,
} from './search.ts';
export {
  type StreamDefinition,
  type StreamEnd,
  type StreamFormat,
  streamDescriptions,
  streamMediaTypes,
} from './stream.ts';
export { codePointLength } from './text.ts';
export { ImportItem, ImportProblem, type ImportUsersResult, importLimits } from './users/import-users.ts';
export { userSorts } from './users/list-users.ts';
export { User, UserStatus, userStatuses } from './users/user.ts';
export { maxLabels } from './users/user-fields.ts';
