import type { ClauseTree, Value } from '../../stdlib/index.ts';
import type { AsksOf } from '../asks.ts';
import type { Core, CoreField, CoreRule } from '../core.ts';
import { clauseAt } from './rule-parts.ts';

/** A text that is read from a login, and the values of it for which something may be yes. */
export interface Choice {
  readonly of: CoreField;
  readonly isFolded: boolean;
  readonly values: readonly string[];
}

/**
 * For each rule, the logins to which it may apply at all: those for which one of the choices holds or cannot be told. null:
 * any login. Where several sentences tell logins apart, the one counts whose texts have most values in the whole policy; none
 * where few rules tell by it, since a rule that stands alone between others costs more than it spares. What a rule looks up may be wanted before it is clear that it does not apply, so only what comes before counts.
 */
export function relevanceOf(
  rules: readonly CoreRule[],
  asksOf: AsksOf,
): readonly (readonly Choice[] | null)[] {
  const candidates = rules.map((rule) =>
    demandedOf(rule.condition, rule, asksOf).flatMap((core) => {
      const choices = choicesOf(core);
      return choices === null ? [] : [choices];
    }),
  );
  const known = new Map<string, Set<string>>();
  const asking = new Map<string, number>();
  for (const some of candidates)
    for (const name of new Set(some.flat().map(({ of }) => of.name)))
      asking.set(name, (asking.get(name) ?? 0) + 1);
  for (const { of, values } of candidates.flat(2)) {
    const seen = known.get(of.name) ?? new Set();
    for (const value of values) seen.add(value);
    known.set(of.name, seen);
  }
  const isCommon = (choices: readonly Choice[]) =>
    choices.every(({ of }) => (asking.get(of.name) ?? 0) * FEW >= rules.length);
  const weight = (choices: readonly Choice[]) =>
    Math.min(...choices.map(({ of }) => known.get(of.name)?.size ?? 0));
  return candidates.map((some) => some.filter(isCommon).toSorted((a, b) => weight(b) - weight(a))[0] ?? null);
}

/** Of so many rules, one at least has to tell logins apart by a text. */
const FEW = 8;

/** What has to be possible for the rule to apply. */
function demandedOf(tree: ClauseTree, rule: CoreRule, asksOf: AsksOf): readonly Core[] {
  switch (tree.kind) {
    case 'clause':
      return untilAsking(conjunctsOf(clauseAt(rule, tree.index).condition), (core) => asksOf([core]));
    case 'all': {
      const asksIn = (operand: ClauseTree) =>
        asksOf(clausesIn(operand).map((index) => clauseAt(rule, index).condition));
      return untilAsking(tree.operands, asksIn).flatMap((operand) => demandedOf(operand, rule, asksOf));
    }
    case 'not':
    case 'any':
      return [];
  }
}

/** Up to the first that asks, and with it: what of it asks tells no logins apart. */
function untilAsking<T>(parts: readonly T[], asksIn: (part: T) => readonly unknown[]): readonly T[] {
  const first = parts.findIndex((part) => asksIn(part).length > 0);
  return first < 0 ? parts : parts.slice(0, first + 1);
}

function clausesIn(tree: ClauseTree): readonly number[] {
  switch (tree.kind) {
    case 'clause':
      return [tree.index];
    case 'not':
      return clausesIn(tree.operand);
    case 'all':
    case 'any':
      return tree.operands.flatMap(clausesIn);
  }
}

function conjunctsOf(core: Core): readonly Core[] {
  return core.kind === 'all' ? core.operands.flatMap(conjunctsOf) : [core];
}

/** null: it is no choice between texts. Whatever stands here is no only when every text is there and has another value. */
function choicesOf(core: Core): readonly Choice[] | null {
  if (core.kind === 'any') {
    const all = core.operands.map(choicesOf);
    return all.length > 0 && all.every((choices) => choices !== null) ? all.flat() : null;
  }
  if (core.kind !== 'call') return null;
  const [first, second] = core.arguments;
  if (first === undefined || second === undefined) return null;
  if (core.function === 'isSame') return choiceOf(first, [literalOf(second)]);
  if (core.function !== 'contains' || first.kind !== 'literal' || !Array.isArray(first.value)) return null;
  return choiceOf(second, first.value);
}

/** Of a text that is one field of the login, folded at most. */
function choiceOf(core: Core, values: readonly Value[]): readonly Choice[] | null {
  const isFolded = core.kind === 'call' && core.function === 'foldAscii';
  const [of = core] = isFolded ? core.arguments : [core];
  const texts = values.filter((value) => typeof value === 'string');
  const isText = of.kind === 'field' && ['app', 'connection', 'text'].includes(of.type.kind);
  return isText && texts.length === values.length ? [{ of, isFolded, values: texts }] : null;
}

function literalOf(core: Core): Value {
  return core.kind === 'literal' ? core.value : undefined;
}
