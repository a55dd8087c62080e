export type { CallOptions, ChangeOptions, HeaderFields, RawAnswer, TokenSource } from './call.ts';
export { type ClientOptions, createClient } from './create-client.ts';
export {
  isProblem,
  NetworkError,
  ProblemError,
  RosterError,
  TimeoutError,
  UnexpectedAnswerError,
} from './errors.ts';
export type { Client, RawClient } from './generated/client.ts';
export type * from './generated/types.ts';
export { paginate } from './paginate.ts';
