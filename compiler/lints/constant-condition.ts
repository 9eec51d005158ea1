import { possibleValues } from '../possible-values.ts';
import type { Lint } from './lint.ts';
import { constantCondition } from './lint-messages.ts';

/** A sentence of a rule that has the same value for every login. */
export const constantConditionLint: Lint = (_, core) => {
  const conditions = new Map(core.conditions.map(({ name, condition }) => [name, condition]));
  const clauses = [
    ...core.rules.flatMap((rule) => rule.clauses),
    ...(core.exempt === null ? [] : [core.exempt]),
  ];
  return clauses.flatMap((clause) => {
    const { yes, no, unknown } = possibleValues(clause.condition, { missing: null, conditions });
    if (Number(yes) + Number(no) + Number(unknown) !== 1) return [];
    return [constantCondition({ span: clause.span, value: yes ? 'yes' : no ? 'no' : 'unknown' })];
  });
};
