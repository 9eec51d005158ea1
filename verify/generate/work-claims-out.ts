import {
  type Core,
  type CoreEffect,
  type CorePolicy,
  type CoreProperty,
  type CoreRule,
  conditionOf,
} from '../../compiler/index.ts';
import { mapChildren } from '../look-ups/map-children.ts';
import { usesNames } from './work-profile-out.ts';

/** Nobody can try more ways in which a claim can come about. */
const MOST = 24;

/**
 * The policies with further properties: those that read a claim stand once more for each effect that sets it, with what
 * that works out in the place of the claim, and about the logins to which its rule applies. So which login breaks them can
 * be seen from the login alone. They are for whoever makes logins, and are not laws.
 */
export function workClaimsOut(policies: readonly CorePolicy[]): readonly CorePolicy[] {
  const settings = policies.flatMap(settingsOf);
  const profile = settings.filter(({ effect }) => effect.kind === 'set_profile');
  const worked = policies.flatMap((policy) =>
    policy.properties
      .filter(({ skip }) => skip === null)
      .flatMap((property) => [...workedOut(property, policy, settings, profile).take(MOST)]),
  );
  return policies.map((policy) => ({
    ...policy,
    properties: [
      ...policy.properties,
      ...worked.flatMap(({ home, property }) => (home === policy ? [property] : [])),
    ],
  }));
}

type Setting = {
  readonly policy: CorePolicy;
  readonly rule: CoreRule;
  readonly effect: Extract<CoreEffect, { kind: 'set_claim' | 'add_to_claim' | 'set_profile' }>;
};

function settingsOf(policy: CorePolicy): readonly Setting[] {
  return policy.rules
    .filter(({ mode }) => mode === 'enforce')
    .flatMap((rule) =>
      rule.effects.flatMap((effect) =>
        effect.kind === 'set_claim' || effect.kind === 'add_to_claim' || effect.kind === 'set_profile'
          ? [{ policy, rule, effect }]
          : [],
      ),
    );
}

interface Worked {
  readonly home: CorePolicy;
  readonly property: CoreProperty;
}

function* workedOut(
  property: CoreProperty,
  policy: CorePolicy,
  settings: readonly Setting[],
  profile: readonly Setting[],
): Generator<Worked> {
  for (const setting of settings) {
    const { effect, rule } = setting;
    if (effect.kind === 'set_profile') continue;
    const home = homeOf([property, policy], setting);
    const condition = withClaim(property.condition, effect.name, effect.value);
    if (home === null || condition === property.condition) continue;
    const applies = conditionOf(rule);
    const given: Core = {
      kind: 'all',
      operands: property.given === null ? [applies] : [property.given, applies],
      type: { kind: 'yes/no' },
    };
    yield { home, property: { ...property, given, condition } };
    for (const one of profile) {
      const value = withProfile(effect.value, one);
      if (value === effect.value) continue;
      yield {
        home,
        property: { ...property, given, condition: withClaim(property.condition, effect.name, value) },
      };
    }
  }
}

/** In which policy all names that both use mean what they should; null: in none. */
function homeOf(
  [property, policy]: readonly [CoreProperty, CorePolicy],
  { policy: other, rule, effect }: Setting,
): CorePolicy | null {
  if (policy === other) return policy;
  const own = property.given === null ? [property.condition] : [property.given, property.condition];
  if (!own.some(usesNames)) return other;
  return [conditionOf(rule), effect.value].some(usesNames) ? null : policy;
}

/** The same expression when it does not read the claim. */
function withClaim(core: Core, name: string, value: Core): Core {
  return replaceFields(core, (field) => {
    const [claims, claim, ...rest] = field.path;
    if (field.root !== 'result' || claims !== 'claims' || claim !== name) return null;
    const inside = rest.reduce<Core>((of, step) => ({ kind: 'member', of, name: step, type: ANY }), value);
    const isAlone = field.type.kind === 'list' && inside.type.kind !== 'list' && inside.type.kind !== 'any';
    return isAlone ? { kind: 'list', items: [inside], type: field.type } : inside;
  });
}

const ANY = { kind: 'any' } as const;

/** The same expression when it does not read what the effect sets. */
function withProfile(core: Core, { effect }: Setting): Core {
  return replaceFields(core, ({ root, path: [name, ...rest] }) =>
    root === 'user' && name === effect.name && rest.length === 0 ? effect.value : null,
  );
}

function replaceFields(core: Core, find: (field: Extract<Core, { kind: 'field' }>) => Core | null): Core {
  if (core.kind === 'field') return find(core) ?? core;
  let isSame = true;
  const changed = mapChildren(core, (child) => {
    const made = replaceFields(child, find);
    isSame &&= made === child;
    return made;
  });
  return isSame ? core : changed;
}
