import type { Type } from '../../stdlib/index.ts';
import { type Asking, asksOfPolicy } from '../asks.ts';
import { fieldsOf } from '../children-of-core.ts';
import { type CoreEffect, type CorePolicy, type CoreRule, conditionOf, isGuard } from '../core.ts';
import { possibleValues } from '../possible-values.ts';
import { rulesWrittenIn } from '../sentences.ts';
import { writtenFieldsOf } from '../written-fields.ts';
import type { Lint } from './lint.ts';
import { appliesWhenMissing, appliesWithoutAnswer } from './lint-messages.ts';

/** Fields that every login has, by the contract of rules. */
const ALWAYS_THERE: ReadonlySet<string> = new Set([
  'user.user_id',
  'app',
  'app.id',
  'connection',
  'protocol',
  'event',
]);

/**
 * A guard applies to a login that lacks a field of its `when`, which authors do not always expect. What stands in
 * `unless` is left alone: nobody expects a missing fact to excuse a login.
 */
export const appliesWhenMissingLint: Lint = ({ policy }, core) => {
  const conditions = new Map(core.conditions.map(({ name, condition }) => [name, condition]));
  const written = new Set(rulesWrittenIn(policy));
  const elsewhere = new Set(policy.rules.filter((rule) => !written.has(rule)).map(({ id }) => id.text));
  const asksOf = asksOfPolicy(core);
  return core.rules.flatMap((rule) => {
    const guard = rule.effects.find((effect) => isGuard(effect) || failsInDoubt(effect, rule));
    if (guard === undefined || rule.mode === 'disabled') return [];
    const whole = conditionOf(rule);
    const harmless = new Map<string, boolean>();
    const isHarmless = (name: string): boolean => {
      const known = harmless.get(name);
      if (known !== undefined) return known;
      const can = possibleValues(whole, { missing: name, conditions });
      harmless.set(name, !can.unknown && !can.yes);
      return !can.unknown && !can.yes;
    };
    return rule.clauses.flatMap((clause) => {
      if (clause.part !== 'when') return [];
      const canApplyWithout = (name: string): boolean =>
        possibleValues(clause.condition, { missing: name, conditions }).unknown && !isHarmless(name);
      // Whoever uses a template cannot write another condition.
      const asked = elsewhere.has(rule.id)
        ? []
        : asksOf([clause.condition]).filter((one) => canLack(one, core));
      const unanswered = asked.map(nameOfAsking).filter(canApplyWithout);
      const effect = effectPhrase(guard.kind);
      const ofLookUps = unanswered.map((name) =>
        appliesWithoutAnswer({ span: clause.span, effect, asked: writtenName(name) }),
      );
      const fields = writtenFieldsOf(clause.condition, conditions);
      const ofFields = fields.flatMap(({ place, name, type, isAssumed }) => {
        if (isAssumed || ALWAYS_THERE.has(name) || !canApplyWithout(place)) return [];
        const assumption = assumptionFor(type);
        return [appliesWhenMissing({ span: clause.span, effect, field: name, assumption })];
      });
      return [...ofFields, ...ofLookUps];
    });
  });
};

/** JavaScript that perhaps has to run, and is not run, could have been what refuses. */
function failsInDoubt({ kind }: CoreEffect, { script }: CoreRule): boolean {
  return kind === 'run_script' && script?.ifItFails === 'deny';
}

/** A counter has a number as long as what it tells apart is there. */
function canLack(asking: Asking, { counters, conditions }: CorePolicy): boolean {
  if (asking.kind === 'source') return true;
  const counter = counters.find(({ name }) => name === asking.name);
  const named = new Map(conditions.map(({ name, condition }) => [name, condition]));
  return [counter?.per, counter?.distinct].some(
    (key) =>
      key !== undefined && key !== null && fieldsOf(key, named).some(({ name }) => !ALWAYS_THERE.has(name)),
  );
}

function nameOfAsking({ kind, name }: Asking): string {
  return kind === 'count' ? `counts.${name}` : name;
}

/** As the author of a template wrote it: there a look-up is called `crm of ID`. */
function writtenName(name: string): string {
  return name.replace(/ .*$/, '');
}

function effectPhrase(kind: CoreEffect['kind']): string {
  switch (kind) {
    case 'deny':
    case 'run_script':
      return 'refuses';
    case 'require_mfa':
      return 'asks for a second factor for';
    case 'limit_session':
      return 'limits the session of';
    case 'redirect':
      return 'sends on';
    default:
      return 'restricts';
  }
}

function assumptionFor(type: Type): string {
  if (type.kind === 'list') return '[]';
  if (type.kind === 'yes/no') return 'no';
  return type.kind === 'number' ? '0' : '…';
}
