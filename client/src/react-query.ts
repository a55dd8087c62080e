import type { CallOptions } from './call.ts';
import type { Client, ListOperation, RawClient, ReadOperation, StreamOperation } from './generated/client.ts';
import type { PageOf } from './paginate.ts';

type Operation = keyof RawClient;
type Input<Op extends Operation> = Parameters<Client[Op]>[0];
type Body<Op extends Operation> = Awaited<ReturnType<Client[Op]>>;
/** What may be left out may be left out here, too. */
type InputArguments<Op extends Operation> =
  undefined extends Input<Op> ? [input?: Input<Op>] : [input: Input<Op>];

/** A call of the client without its types. */
type AnyCall<Result> = (input: unknown, options?: CallOptions) => Promise<Result>;

/** What `useQuery`, `fetchQuery` and their like take. */
export interface QueryOf<Op extends Operation> {
  readonly queryKey: readonly ['roster', Op, Input<Op>?];
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<Body<Op>>;
  /** The client repeats what is worth repeating itself. */
  readonly retry: false;
}

/** What `useInfiniteQuery` and its like take. */
export interface InfiniteQueryOf<Op extends Operation> {
  readonly queryKey: readonly ['roster', Op, 'pages', Input<Op>?];
  readonly queryFn: (context: {
    readonly signal: AbortSignal;
    readonly pageParam: string | undefined;
  }) => Promise<Body<Op>>;
  readonly initialPageParam: string | undefined;
  readonly getNextPageParam: (page: Body<Op>) => string | undefined;
  readonly retry: false;
}

/** What `useMutation` takes; the input of the operation is the variable. */
export interface MutationOf<Op extends Operation> {
  readonly mutationKey: readonly ['roster', Op];
  readonly mutationFn: (input: Input<Op>) => Promise<Body<Op>>;
}

/**
 * A query of TanStack Query for an operation that reads. Its key begins with `['roster', operationId]`.
 *
 * @example
 * const jane = useQuery(queryOf(client, 'getUser', { user: '@jane' }));
 * await queryClient.invalidateQueries({ queryKey: ['roster', 'listUsers'] });
 */
export function queryOf<Op extends ReadOperation>(
  client: Client,
  operationId: Op,
  ...[input]: InputArguments<Op>
): QueryOf<Op> {
  return {
    queryKey: ['roster', operationId, input],
    queryFn: ({ signal }) => callOf(client, operationId)(input, { signal }),
    retry: false,
  };
}

/**
 * An infinite query of TanStack Query for a list.
 *
 * @example
 * const users = useInfiniteQuery(infiniteQueryOf(client, 'listUsers', { limit: 50 }));
 * const rows = users.data?.pages.flatMap((page) => page.data);
 */
export function infiniteQueryOf<Op extends ListOperation>(
  client: Client,
  operationId: Op,
  ...[input]: InputArguments<Op>
): InfiniteQueryOf<Op> {
  return {
    queryKey: ['roster', operationId, 'pages', input],
    queryFn: ({ signal, pageParam }) =>
      callOf(client, operationId)({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: input?.cursor,
    getNextPageParam: ({ page }: PageOf<unknown>) => page.nextCursor ?? undefined,
    retry: false,
  };
}

/**
 * A mutation of TanStack Query for an operation that changes something.
 *
 * @example
 * const create = useMutation(mutationOf(client, 'createUser'));
 * create.mutate({ username: 'jane' });
 */
export function mutationOf<Op extends Exclude<Operation, ReadOperation | StreamOperation>>(
  client: Client,
  operationId: Op,
): MutationOf<Op> {
  return {
    mutationKey: ['roster', operationId],
    // Not the method itself: the library passes a second argument, which is not the options of a call.
    mutationFn: (input) => callOf(client, operationId)(input),
  };
}

/** The types of the functions above pair each operation with its input and answer, which a lookup by name loses. */
function callOf<Op extends Operation>(client: Client, operationId: Op): AnyCall<Body<Op>> {
  return client[operationId] as unknown as AnyCall<Body<Op>>;
}
