import { builtInPermissionNames, builtInRoles, superOnlyPermissions } from '@roster/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  holds,
  includedRoles,
  isAdministrative,
  listRights,
  missingPermissions,
  type Rights,
  type RoleRank,
  rightsBeyond,
  rightsOf,
  rightsOfNames,
} from '../../server/src/authority/rights.ts';
import { type Party, refuseEscalation, refuseHigherRole } from '../../server/src/authority/rules.ts';
import { Refusal } from '../../server/src/http/refusal.ts';

const superOnly: readonly string[] = superOnlyPermissions;

const applicationPermissions = ['app.read', 'app.write', 'assets:read', 'assets:write', 'x.y.z'];

const anyName = fc.constantFrom(...builtInPermissionNames, ...applicationPermissions);

/** A catalogue always holds the built-in permissions; what applications registered varies. */
const anyCatalogue = fc
  .subarray(applicationPermissions)
  .map((names): readonly string[] => [...builtInPermissionNames, ...names]);

const anyCustomRole = fc.record({ id: fc.uuid(), rank: fc.integer({ min: 1, max: 99 }) });
const anyBuiltInRole = fc.constantFrom(...builtInRoles.map(({ name, rank }) => ({ id: name, rank })));
const anyRole: fc.Arbitrary<RoleRank> = fc.oneof(anyCustomRole, anyBuiltInRole);

const anyRights = fc.oneof(
  fc.tuple(anyRole, fc.array(anyName)).map(([role, names]) => rightsOf(role, names)),
  fc.array(anyName).map(rightsOfNames),
);

/** E as a plain set, which is what the rules of authority speak of. */
function plain(rights: Rights, catalogue: readonly string[]): ReadonlySet<string> {
  return new Set(catalogue.filter((name) => holds(rights, name)));
}

function isSubset(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].every((name) => other.has(name));
}

function party(rights: Rights, role: RoleRank = { id: 'viewer', rank: 20 }): Party {
  return { id: 'someone', role, rights };
}

/** What a rule refuses with. */
function refusal(rule: () => void): Refusal | undefined {
  try {
    rule();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function check<T extends [unknown, ...unknown[]]>(property: fc.IPropertyWithHooks<T>): void {
  fc.assert(property, { numRuns: 500 });
}

describe('rights', () => {
  it('listed are exactly those that are held, sorted, each once', () => {
    check(
      fc.property(anyRights, anyCatalogue, (rights, catalogue) => {
        expect(listRights(rights, catalogue)).toEqual([...plain(rights, catalogue)].sort());
      }),
    );
  });

  it('of names are these names', () => {
    check(
      fc.property(fc.array(anyName), anyName, (names, name) => {
        expect(holds(rightsOfNames(names), name)).toBe(names.includes(name));
      }),
    );
  });

  it('that are missing are those that are needed and not held', () => {
    check(
      fc.property(anyRights, fc.uniqueArray(anyName), (rights, needed) => {
        const missing = missingPermissions(needed, rights);
        expect(missing).toEqual(needed.filter((name) => !holds(rights, name)));
      }),
    );
  });

  it('beyond others are none exactly if they are a subset', () => {
    check(
      fc.property(anyRights, anyRights, anyCatalogue, (one, other, catalogue) => {
        const beyond = rightsBeyond(one, other, catalogue);
        const [these, those] = [plain(one, catalogue), plain(other, catalogue)];
        expect(beyond).toEqual([...these].filter((name) => !those.has(name)).sort());
        expect(beyond.length === 0).toBe(isSubset(these, those));
      }),
    );
  });

  it('include each other transitively, and each themselves', () => {
    check(
      fc.property(anyRights, anyRights, anyRights, anyCatalogue, (a, b, c, catalogue) => {
        const within = (one: Rights, other: Rights) => rightsBeyond(one, other, catalogue).length === 0;
        expect(within(a, a)).toBe(true);
        if (within(a, b) && within(b, c)) expect(within(a, c)).toBe(true);
      }),
    );
  });

  it('grow with every name that is added, and by nothing else', () => {
    check(
      fc.property(anyRole, fc.array(anyName), anyName, anyCatalogue, (role, names, name, catalogue) => {
        const before = plain(rightsOf(role, names), catalogue);
        const after = plain(rightsOf(role, [...names, name]), catalogue);
        const expected = new Set([...before, ...(catalogue.includes(name) ? [name] : [])]);
        expect([...after].sort()).toEqual([...expected].sort());
      }),
    );
  });
});

describe('the super admin', () => {
  it('holds everything of any catalogue', () => {
    check(
      fc.property(fc.array(anyName), fc.string(), (names, name) => {
        expect(holds(rightsOf({ id: 'super_admin', rank: 100 }, names), name)).toBe(true);
      }),
    );
  });

  it('is the only one whose role holds what administrators do not', () => {
    check(
      fc.property(anyRole, fc.constantFrom(...superOnly), (role, name) => {
        expect(holds(rightsOf(role, []), name)).toBe(role.id === 'super_admin');
      }),
    );
  });
});

describe('an administrator', () => {
  it('holds everything of any catalogue but the two', () => {
    check(
      fc.property(fc.string(), (name) => {
        expect(holds(rightsOf({ id: 'admin', rank: 80 }, []), name)).toBe(!superOnly.includes(name));
      }),
    );
  });

  it('is included in every role above, and in no other', () => {
    check(
      fc.property(anyCustomRole, fc.constantFrom(...builtInPermissionNames), (role, name) => {
        const isAbove = role.rank > 80;
        expect(isAdministrative(role)).toBe(isAbove);
        expect(holds(rightsOf(role, []), name)).toBe(isAbove && !superOnly.includes(name));
      }),
    );
  });
});

describe('a role', () => {
  it('includes exactly the built-in roles of lower rank, highest first', () => {
    check(
      fc.property(anyRole, (role) => {
        const included = includedRoles(role);
        for (const builtIn of builtInRoles) {
          expect(included.some(({ name }) => name === builtIn.name)).toBe(builtIn.rank < role.rank);
        }
        const ranks = included.map(({ rank }) => rank);
        expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
        expect(included.every(({ name }) => name !== role.id)).toBe(true);
      }),
    );
  });

  it('includes all that a role of lower rank includes', () => {
    check(
      fc.property(anyRole, anyRole, (one, other) => {
        const [lower, higher] = one.rank <= other.rank ? [one, other] : [other, one];
        expect(includedRoles(higher)).toEqual(expect.arrayContaining([...includedRoles(lower)]));
      }),
    );
  });
});

describe('dominance', () => {
  it('refuses exactly what is beyond the actor, and names it', () => {
    check(
      fc.property(anyRights, fc.array(anyRights), anyCatalogue, (held, touched, catalogue) => {
        const refused = refusal(() => refuseEscalation(party(held), touched, catalogue));
        const actor = plain(held, catalogue);
        const beyond = new Set(touched.flatMap((rights) => [...plain(rights, catalogue)]));
        for (const name of actor) beyond.delete(name);
        expect(refused?.code).toBe(beyond.size === 0 ? undefined : 'escalation-refused');
        expect(refused?.extras.missingPermissions ?? []).toEqual([...beyond].sort());
      }),
    );
  });

  it('never refuses the super admin', () => {
    check(
      fc.property(fc.array(anyRights), anyCatalogue, (touched, catalogue) => {
        const actor = party(rightsOf({ id: 'super_admin', rank: 100 }, []));
        expect(refusal(() => refuseEscalation(actor, touched, catalogue))).toBeUndefined();
      }),
    );
  });

  it('lets nobody assign a role ranked above their own', () => {
    check(
      fc.property(anyRole, anyRole, anyRights, (own, other, rights) => {
        const refused = refusal(() => refuseHigherRole(party(rights, own), other));
        expect(refused?.code).toBe(other.rank > own.rank ? 'escalation-refused' : undefined);
      }),
    );
  });
});
