import type { Type } from '../../stdlib/index.ts';
import { type CoreEffect, type CoreRule, conditionOf, isGuard } from '../core.ts';
import type { Lint } from '../lint.ts';
import { appliesWhenMissing } from '../lint-messages.ts';
import { fieldsOf, possibleValues } from '../possible-values.ts';

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
export const appliesWhenMissingLint: Lint = (_, core) => {
  const conditions = new Map(core.conditions.map(({ name, condition }) => [name, condition]));
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
      return fieldsOf(clause.condition, conditions).flatMap(({ name, type, assumed }) => {
        if (assumed !== undefined || ALWAYS_THERE.has(name)) return [];
        if (!possibleValues(clause.condition, { missing: name, conditions }).unknown) return [];
        if (isHarmless(name)) return [];
        return [
          appliesWhenMissing({
            span: clause.span,
            effect: effectPhrase(guard.kind),
            field: name,
            assumption: assumptionFor(type),
          }),
        ];
      });
    });
  });
};

/** JavaScript that perhaps has to run, and is not run, could have been what refuses. */
function failsInDoubt({ kind }: CoreEffect, { script }: CoreRule): boolean {
  return kind === 'run_script' && script?.ifItFails === 'deny';
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
    default:
      return 'restricts';
  }
}

function assumptionFor(type: Type): string {
  if (type.kind === 'list') return '[]';
  if (type.kind === 'yes/no') return 'no';
  return type.kind === 'number' ? '0' : '…';
}
