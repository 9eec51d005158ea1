import type { CoreRule } from '../core.ts';
import type { Lint } from './lint.ts';
import { unreachableRule } from './lint-messages.ts';

/** A rule after one that ends every login: an unconditional `deny` without an exemption, or `stop`. */
export const unreachableRuleLint: Lint = (checked, core) => {
  const ending = core.rules.findIndex((rule) => endsEveryLogin(rule, core.exempt === null));
  const by = checked.policy.rules[ending];
  if (by === undefined) return [];
  return checked.policy.rules
    .slice(ending + 1)
    .filter((rule) => rule.mode?.value !== 'disabled')
    .map((rule) =>
      unreachableRule({ span: rule.id.span, rule: rule.id.text, by: by.id.text, bySpan: by.id.span }),
    );
};

function endsEveryLogin(rule: CoreRule, nobodyIsExempt: boolean): boolean {
  if (rule.mode !== 'enforce') return false;
  const always = rule.clauses.every(
    ({ part, condition }) => part !== 'unless' && condition.kind === 'literal' && condition.value === true,
  );
  return always && rule.effects.some(({ kind }) => kind === 'stop' || (kind === 'deny' && nobodyIsExempt));
}
