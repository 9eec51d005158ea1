import type { CompiledPolicy, Decider, EffectFacts, FieldFacts } from '../../stdlib/index.ts';
import { freezeData } from './freeze-data.ts';

/** The deciders of all policies of a pipeline, with fields and effects numbered through. */
export interface Deciders {
  readonly fields: readonly FieldFacts[];
  /** What they look up, by the keys of `RunState.lookUps`; it stands behind the fields. */
  readonly lookUps: readonly string[];
  /** How many places there are for fields, look-ups and what is worked out of fields, the clock at 0 among them. */
  readonly size: number;
  readonly effects: readonly OwnedEffect[];
  /** Whether one of them goes through lists within lists. */
  readonly goesDeep: boolean;
  /** Whether it is all the same what `now` their rules are given. */
  readonly isTimeless: boolean;
  /** The policies whose logins somebody has to admit, in order. */
  readonly asking: readonly string[];
  /** For each policy, with where its fields, look-ups and derived places stand, and where its effects begin. */
  readonly parts: readonly DeciderPart[];
  /** The rules of all policies, those of `default: deny` among them. */
  readonly owners: readonly EffectOwner[];
}

/** An effect, and whose it is. */
export type OwnedEffect = EffectFacts & { readonly owner: EffectOwner };

/** A rule whose effects deciders tell. */
export interface EffectOwner {
  readonly policy: string;
  readonly rule: string;
  readonly isEnforced: boolean;
  /** The tokens in which it changes more than one claim. */
  readonly crowded: readonly string[];
}

/** A decider as the sandbox loads it. */
export interface DeciderPart extends Pick<Decider, 'code' | 'relevant' | 'waits' | 'traced'> {
  readonly at: readonly number[];
  readonly base: number;
}

/** null: one of the policies has no decider. */
export function joinDeciders(policies: readonly CompiledPolicy[]): Deciders | null {
  const deciders = policies.map(({ decider }) => decider);
  if (!deciders.every((decider) => decider !== null)) return null;
  const indexes = new Map<string, number>();
  const fields: FieldFacts[] = [];
  for (const field of deciders.flatMap((decider) => decider.fields)) {
    const key = keyOf(field);
    if (!indexes.has(key)) indexes.set(key, fields.push(field));
  }
  const keysOf = (index: number) =>
    (deciders[index]?.lookUps ?? []).map((name) => `${policies[index]?.id}/${name}`);
  const lookUps = [...new Set(deciders.flatMap((_, index) => keysOf(index)))];
  let size = 1 + fields.length + lookUps.length;
  let base = 0;
  let firstRule = 0;
  const parts = deciders.map((decider, policy) => {
    const own = decider.fields.map((field) => indexes.get(keyOf(field)) ?? 0);
    const asked = keysOf(policy).map((key) => 1 + fields.length + lookUps.indexOf(key));
    const derived = Array.from({ length: decider.derived }, (_, index) => size + index);
    const { code, relevant, traced } = decider;
    const start = firstRule;
    const waits = decider.waits.map((one) => (one === null ? null : { ...one, rule: start + one.rule }));
    const part = { code, relevant, waits, traced, at: [...own, ...asked, ...derived], base };
    firstRule += policies[policy]?.rules.length ?? 0;
    size += decider.derived;
    base += decider.effects.length;
    return part;
  });
  const owned = policies.map((policy) => ownedEffects(policy));
  const effects = owned.flatMap((one) => one.effects);
  const owners = owned.flatMap((one) => one.owners);
  const asking = policies.filter(({ rules }) => rules.at(-1)?.id === 'default').map(({ id }) => id);
  const goesDeep = deciders.some((decider) => decider.goesDeep);
  const isTimeless = deciders.every((decider) => decider.isTimeless);
  return { fields, lookUps, size, effects, goesDeep, isTimeless, asking, parts, owners };
}

function ownedEffects({ id, rules, decider }: CompiledPolicy): Pick<Deciders, 'effects' | 'owners'> {
  const effects = decider?.effects ?? [];
  const owners = rules.map((rule, index): EffectOwner => {
    const tokens = effects.flatMap((effect) =>
      effect.rule === index && 'tokens' in effect ? effect.tokens : [],
    );
    const crowded = tokens.filter((token, at) => tokens.indexOf(token) !== at);
    return { policy: id, rule: rule.id, isEnforced: rule.mode === 'enforce', crowded };
  });
  const owned = effects.map((effect) => {
    const owner = owners[effect.rule];
    if (owner === undefined) throw new Error('every effect belongs to a rule of its policy');
    // Its values reach reports as they are, and no report may change what the next login is told.
    return { ...freezeData(structuredClone(effect)), owner };
  });
  return { effects: owned, owners };
}

function keyOf(field: FieldFacts): string {
  return JSON.stringify(field);
}
