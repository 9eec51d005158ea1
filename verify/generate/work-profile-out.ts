import { type Core, type CorePolicy, childrenOfCore, conditionOf } from '../../compiler/index.ts';
import { mapChildren } from '../look-ups/map-children.ts';
import { isConnective } from './find-atoms.ts';

/** Of several rules that set the same field of the profile, so many of the last are looked at. */
const MOST = 3;

/**
 * The policies with what rules set of the profile in the place of these fields, in the conditions of the rules after them:
 * where `nickname` is set from the metadata when the app is `hr`, what asks for the nickname asks for the metadata then. So
 * which login meets a condition can be seen from the login alone. They are for whoever makes logins.
 */
export function workProfileOut(policies: readonly CorePolicy[]): readonly CorePolicy[] {
  const set = new Map<string, readonly Setting[]>();
  return policies.map((policy) => ({
    ...policy,
    rules: policy.rules.map((rule) => {
      const clauses = rule.clauses.map((clause) => ({
        ...clause,
        condition: workedOut(clause.condition, set, policy),
      }));
      if (rule.mode !== 'enforce') return { ...rule, clauses };
      for (const effect of rule.effects) {
        if (effect.kind !== 'set_profile') continue;
        const setting = { policy, condition: conditionOf(rule), value: effect.value };
        set.set(effect.name, [...(set.get(effect.name) ?? []), setting].slice(-MOST));
      }
      return { ...rule, clauses };
    }),
  }));
}

interface Setting {
  readonly policy: CorePolicy;
  readonly condition: Core;
  readonly value: Core;
}

function workedOut(core: Core, set: ReadonlyMap<string, readonly Setting[]>, policy: CorePolicy): Core {
  if (set.size === 0) return core;
  if (isConnective(core)) return mapChildren(core, (child) => workedOut(child, set, policy));
  const name = fieldIn(core, set);
  return (set.get(name ?? '') ?? [])
    .filter((setting) => setting.policy === policy || ![setting.condition, setting.value].some(usesNames))
    .reduce<Core>((otherwise, { condition, value }) => {
      const then = withField(core, name ?? '', value);
      return { kind: 'if', condition, then, else: otherwise, type: { kind: 'yes/no' } };
    }, core);
}

/** The first field of the profile in an expression that a rule has set. */
function fieldIn(core: Core, set: ReadonlyMap<string, unknown>): string | null {
  if (core.kind === 'field') {
    const [name = '', ...rest] = core.path;
    return core.root === 'user' && rest.length === 0 && set.has(name) ? name : null;
  }
  for (const child of childrenOfCore(core)) {
    const found = fieldIn(child, set);
    if (found !== null) return found;
  }
  return null;
}

function withField(core: Core, name: string, value: Core): Core {
  if (core.kind === 'field')
    return core.root === 'user' && core.path.length === 1 && core.path[0] === name ? value : core;
  return mapChildren(core, (child) => withField(child, name, value));
}

/** What another policy may call otherwise. */
export function usesNames(core: Core): boolean {
  return core.kind === 'constant' || core.kind === 'condition' || childrenOfCore(core).some(usesNames);
}
