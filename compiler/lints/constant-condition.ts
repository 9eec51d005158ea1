import type { Diagnostic } from '../../grammar/index.ts';
import { childrenOfCore } from '../children-of-core.ts';
import { type Core, type CorePolicy, type CoreRule, conditionOf } from '../core.ts';
import { possibleValues } from '../possible-values.ts';
import { canNeverHold } from './contradictions.ts';
import type { Lint } from './lint.ts';
import { constantCondition, contraryCondition } from './lint-messages.ts';

/** A sentence of a rule that has the same value for every login, or a rule whose parts exclude each other. */
export const constantConditionLint: Lint = ({ policy }, core) => {
  const conditions = new Map(core.conditions.map(({ name, condition }) => [name, condition]));
  const constantIn = (clauses: CoreRule['clauses']): readonly Diagnostic[] =>
    clauses.flatMap(({ condition, span }) => {
      const { yes, no, unknown } = possibleValues(condition, { missing: null, conditions });
      if (Number(yes) + Number(no) + Number(unknown) !== 1) return [];
      return [constantCondition({ span, value: yes ? 'yes' : no ? 'no' : 'unknown' })];
    });
  const ofRules = core.rules.flatMap((rule, index) => {
    const constant = constantIn(rule.clauses);
    if (constant.length > 0) return constant;
    if (!isContrary(rule, core)) return [];
    const span = contraryPart(rule, core) ?? policy.rules[index]?.id.span;
    return span === undefined ? [] : [contraryCondition({ span })];
  });
  return [...ofRules, ...(core.exempt === null ? [] : constantIn([core.exempt]))];
};

/** Only what asks several things about one thing can ask for what excludes each other. */
function isContrary(rule: CoreRule, core: CorePolicy): boolean {
  const whole = conditionOf(rule);
  return whole.kind === 'all' && asksTwice(whole, new Set()) && canNeverHold(whole, core);
}

/** Whether something stands twice in a condition that a login can be different in; what has a name of its own may be anything. */
function asksTwice(core: Core, asked: Set<string>): boolean {
  const isAsked = (name: string): boolean => asked.size === asked.add(name).size;
  switch (core.kind) {
    case 'condition':
      return true;
    case 'field':
      // It can have several names.
      return isAsked(`${core.root}.${core.path.join('.')}`);
    case 'source':
    case 'count':
    case 'local':
      return isAsked(core.name);
    case 'now':
      return isAsked('now');
    default:
      return childrenOfCore(core).some((child) => asksTwice(child, asked));
  }
}

/** The one sentence that excludes itself. */
function contraryPart({ clauses }: CoreRule, core: CorePolicy): CoreRule['clauses'][number]['span'] | null {
  const part = clauses.find(
    ({ condition, part }) => part === 'when' && condition.kind === 'all' && canNeverHold(condition, core),
  );
  return part?.span ?? null;
}
