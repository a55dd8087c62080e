import type { FilterPart } from './filter-parts.ts';
import type { Section, Stream } from './sections.ts';
import type { UserFilter } from './user-filter.ts';

/** How the users of a section are found. */
export type Plan =
  /** Few users fulfil this part: all of them are read and sorted. */
  | { readonly kind: 'collect'; readonly part: FilterPart; readonly others: readonly FilterPart[] }
  /** Several indexes have them, each in order. */
  | { readonly kind: 'merge'; readonly part: FilterPart }
  | Walk;

/** One index has them in order, perhaps among others that do not fulfil the other parts. */
export interface Walk {
  readonly kind: 'walk';
  readonly stream: Stream;
  readonly others: readonly FilterPart[];
}

/** The part whose index is walked: the first is the one that the fewest users are likely to fulfil. */
const preference = ['search', 'server', 'group', 'lastLogin', 'role', 'noEmail', 'status'];

const everybody: Stream = {
  table: 'users',
  index: 'PRIMARY',
  id: 'users.id',
  key: ['users.id'],
  where: () => {},
};

function except(parts: readonly FilterPart[], ...left: readonly string[]): FilterPart[] {
  return parts.filter(({ name }) => !left.includes(name));
}

function partsOf({ parts }: UserFilter, section: Section): readonly FilterPart[] {
  return section.part === undefined ? parts : [...parts, section.part];
}

/** The plan for a section if `small` is a part that few users fulfil, or undefined if there is none. */
export function planSection(filter: UserFilter, section: Section, small: FilterPart | undefined): Plan {
  const parts = partsOf(filter, section);
  if (small !== undefined) return { kind: 'collect', part: small, others: except(parts, small.name) };
  if (section.order !== undefined) {
    // The index of the last log-in is bounded by that part already.
    const bounded = section.order.key.length > 1 ? 'lastLogin' : '';
    return { kind: 'walk', stream: section.order, others: except(parts, bounded) };
  }
  // In the order of the ids, moments of creation are bounds of every index.
  const rest = except(parts, 'created');
  const [only] = rest;
  if (only !== undefined && rest.length === 1 && only.streams.length > 1) {
    return { kind: 'merge', part: only };
  }
  const walkable = rest.filter(({ streams }) => streams.length === 1);
  walkable.sort((a, b) => preference.indexOf(a.name) - preference.indexOf(b.name));
  const [driver] = walkable;
  const source = driver?.streams[0];
  if (driver === undefined || source === undefined) return { kind: 'walk', stream: everybody, others: rest };
  return { kind: 'walk', stream: { ...source, key: [source.id] }, others: except(rest, driver.name) };
}

/** True if what the plan walks through is not all fulfilling: then it may walk for long. */
export function isSelective(plan: Plan): plan is Walk {
  return plan.kind === 'walk' && (plan.others.length > 0 || plan.stream.filter !== undefined);
}
