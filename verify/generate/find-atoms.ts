import type { Core, CorePolicy } from '../../compiler/index.ts';
import { valuesOfCounter, valuesOfEffect, valuesOfSource } from '../look-ups/values-of-effect.ts';
import { type Members, membersIn } from './members.ts';
import { expressionsIn } from './near.ts';

/** A condition without conditions in it that matter, or a value that an effect works out. */
export interface Atom {
  readonly core: Core;
  readonly policy: CorePolicy;
}

/** All atoms of a policy: of its rules, named conditions, exemption, effects and laws. */
export function findAtoms(policy: CorePolicy): readonly Atom[] {
  const { conditions, exempt, rules, properties, sources, counters } = policy;
  const cores = [
    ...conditions.map(({ condition }) => condition),
    ...(exempt === null ? [] : [exempt.condition]),
    ...rules.flatMap(({ clauses, effects }) => [
      ...clauses.map(({ condition }) => condition),
      ...effects.flatMap((effect) => valuesOfEffect(effect, policy)),
    ]),
    ...sources.flatMap(({ name }) => valuesOfSource(name, policy)),
    ...counters.flatMap(({ name }) => valuesOfCounter(name, policy)),
    ...properties.flatMap(({ given, condition }) => (given === null ? [condition] : [given, condition])),
  ];
  return [...new Set(cores.flatMap(atomsIn))].map((core) => ({ core, policy }));
}

/** Whether a condition is made of others that can be looked at one by one. */
export function isConnective(core: Core): boolean {
  switch (core.kind) {
    case 'not':
    case 'all':
    case 'any':
    case 'condition':
    case 'literal':
      return true;
    case 'if':
    case 'otherwise':
      return core.type.kind === 'yes/no';
    default:
      return false;
  }
}

/** A field of a login as it comes. */
type LoginField = Extract<Core, { kind: 'field' }> & { readonly root: 'user' | 'context' };

/** What an atom reads: fields of the login with the type at which it reads them, members of records, and the clock. */
export interface Reads {
  readonly fields: readonly LoginField[];
  readonly members: Members;
  readonly readsClock: boolean;
  /** It asks what became of the login, which nobody can choose. */
  readonly readsResult: boolean;
  /** It asks which scopes were granted. */
  readonly readsScopes: boolean;
}

/** What an atom reads, through named conditions too. */
export function readsOf({ core, policy }: Atom): Reads {
  const conditions = new Map(policy.conditions.map(({ name, condition }) => [name, condition]));
  const expressions = expressionsIn(core, conditions);
  const all = expressions.flatMap((one) => (one.kind === 'field' ? [one] : []));
  const fields = all.filter((field): field is LoginField => field.root !== 'result');
  // Times in fields are tried as so long before the clock, so that the clock can stand still meanwhile.
  const readsTimes =
    fields.some(
      ({ type, path }) => type.kind === 'instant' || type.kind === 'date' || path.at(-1) === 'methods',
    ) ||
    (fields.length > 0 && expressions.some((one) => one.kind === 'call' && one.function === 'toDate'));
  return {
    fields,
    members: membersIn(expressions),
    readsClock: expressions.some(({ kind }) => kind === 'now') && !readsTimes,
    readsResult: all.length > fields.length,
    readsScopes: all.some(({ root, path }) => root === 'result' && path[0] === 'scopes'),
  };
}

function atomsIn(core: Core): readonly Core[] {
  switch (core.kind) {
    case 'literal':
    case 'condition':
      return [];
    case 'not':
      return atomsIn(core.operand);
    case 'all':
    case 'any':
      return core.operands.flatMap(atomsIn);
    case 'if':
      return isConnective(core) ? [core.condition, core.then, core.else].flatMap(atomsIn) : [core];
    case 'otherwise':
      return isConnective(core) ? core.options.flatMap(atomsIn) : [core];
    default:
      return [core];
  }
}
