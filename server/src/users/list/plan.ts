import { byPreference, type FilterPart } from './filter-parts.ts';
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

const everybody: Stream = {
  table: 'users',
  index: 'PRIMARY',
  id: 'users.id',
  key: ['users.id'],
  where: () => {},
};

function except(parts: readonly FilterPart[], left: FilterPart['name']): FilterPart[] {
  return parts.filter(({ name }) => name !== left);
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
    const others = section.order.key.length > 1 ? except(parts, 'lastLogin') : parts;
    return { kind: 'walk', stream: section.order, others };
  }
  // In the order of the ids, moments of creation are bounds of every index.
  const rest = except(parts, 'created');
  const [only] = rest;
  if (only !== undefined && rest.length === 1 && only.streams.length > 1) {
    return { kind: 'merge', part: only };
  }
  const driver = byPreference(rest).find(({ streams }) => streams.length === 1);
  const source = driver?.streams[0];
  if (driver === undefined || source === undefined) return { kind: 'walk', stream: everybody, others: rest };
  return { kind: 'walk', stream: { ...source, key: [source.id] }, others: except(rest, driver.name) };
}

/** True if what the plan walks through is not all fulfilling: then it may walk for long. */
export function isSelective(plan: Plan): plan is Walk {
  return plan.kind === 'walk' && (plan.others.length > 0 || plan.stream.filter !== undefined);
}

/** True if the plan may walk through many more rows than it finds users: past others, or because users have several. */
export function isLengthy(plan: Plan): plan is Walk {
  return plan.kind === 'walk' && (plan.stream.repeats === true || isSelective(plan));
}
