export type {
  CallOptions,
  ChangeOptions,
  ClientOptions,
  HeaderFields,
  KeyedChangeOptions,
  KeyedOptions,
  RawAnswer,
  RawFailure,
  RawSuccess,
  TokenKeeper,
  TokenSource,
} from './call.ts';
export { createClient } from './create-client.ts';
export {
  isProblem,
  NetworkError,
  ProblemError,
  RosterError,
  TimeoutError,
  UnexpectedAnswerError,
} from './errors.ts';
export type { Client, ListOperation, RawClient, ReadOperation, StreamOperation } from './generated/client.ts';
export type * from './generated/types.ts';
export type { ItemStream } from './item-stream.ts';
export {
  type KeptTokens,
  keepSession,
  type Session,
  type SessionOptions,
  type SessionRenewer,
} from './keep-session.ts';
export { type PageOf, type Pagination, paginate } from './paginate.ts';
