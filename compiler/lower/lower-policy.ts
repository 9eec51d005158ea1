import {
  type ConditionTree,
  positionAt,
  type RuleDefinition,
  type RuleScope,
  type Word,
} from '../../grammar/index.ts';
import type { ClauseTree, Type } from '../../stdlib/index.ts';
import type { CheckedPolicy } from '../check/check.ts';
import type { Core, CoreClause, CoreCondition, CorePolicy, CoreRule } from '../core.ts';
import { withParameters } from '../templates/with-parameters.ts';
import { callOf, folded, foldOf, type LowerContext, YES_NO } from './lower-context.ts';
import { lowerEffect } from './lower-effect.ts';
import { literal, lowerExpression } from './lower-expression.ts';
import { lowerCounters, lowerSources } from './lower-look-ups.ts';
import { lowerLoginName } from './lower-path.ts';
import { lowerProperties } from './lower-property.ts';
import { lowerTree, treeText } from './lower-tree.ts';

/** A checked policy as the one small typed form that emitter, interpreter, prover and explainer read. */
export function lowerPolicy(checked: CheckedPolicy): CorePolicy {
  const { policy } = checked;
  const context: LowerContext = {
    checked,
    constants: new Map(),
    anonymous: new Map(),
    fields: new Map(),
    variables: new Set(),
    parameters: new Map(),
    counters: new Map(),
    about: 'login',
  };
  const conditions = lowerConditions(context);
  const rules = policy.rules.map((rule) => lowerRule(rule, context));
  const exempt: CoreClause | null =
    policy.exempt === null
      ? null
      : {
          part: 'when',
          text: policy.exempt.text,
          span: policy.exempt.span,
          line: positionAt(policy.source, policy.exempt.span.start).line,
          condition: lowerExpression(policy.exempt.expression, context),
        };
  const counters = lowerCounters(context);
  const sources = lowerSources({ rules, exempt, conditions }, context);
  return {
    id: policy.id.text,
    name: policy.name?.text ?? policy.id.text,
    file: policy.source.name,
    default: policy.default?.value ?? 'allow',
    constants: [...context.constants.values()],
    sources,
    counters,
    conditions,
    exempt,
    rules,
    ...lowerProperties(context),
  };
}

/** In the checker's order: each condition refers only to those before it. */
function lowerConditions(context: LowerContext): readonly CoreCondition[] {
  const trees = new Map(
    context.checked.policy.conditions.map(({ name, condition }) => [name.text, condition]),
  );
  return [...context.checked.names].flatMap(([name, definition]) => {
    const tree = trees.get(name);
    if (definition.kind !== 'condition' || tree === undefined) return [];
    return [{ name, text: treeText(tree), condition: lowerTree(tree, context) }];
  });
}

function lowerRule(rule: RuleDefinition, around: LowerContext): CoreRule {
  const context = withParameters(rule, around);
  const { source } = context.checked.policy;
  const clauses: CoreClause[] = [];
  const add = (clause: Omit<CoreClause, 'line'>): ClauseTree => {
    clauses.push({ ...clause, line: positionAt(source, clause.span.start).line });
    return { kind: 'clause', index: clauses.length - 1 };
  };
  const operands: ClauseTree[] = [];
  for (const scope of [rule.template?.for ?? null, rule.for]) {
    if (scope === null) continue;
    for (const clause of lowerScope(scope, context)) operands.push(add({ part: 'for', ...clause }));
  }
  if (rule.when !== null) operands.push(addTree(rule.when, 'when', add, context));
  if (rule.unless !== null)
    operands.push({ kind: 'not', operand: addTree(rule.unless, 'unless', add, context) });
  const script = context.checked.scripts.get(rule.id.text) ?? null;
  return {
    id: rule.id.text,
    name: rule.name?.text ?? rule.id.text,
    span: rule.span,
    line: positionAt(source, rule.id.span.start).line,
    mode: rule.mode?.value ?? 'enforce',
    clauses,
    condition: { kind: 'all', operands },
    effects: [
      ...rule.then.flatMap((effect) => lowerEffect(effect, context)),
      ...(script === null ? [] : [{ kind: 'run_script' } as const]),
    ],
    script,
  };
}

function addTree(
  tree: ConditionTree,
  part: 'when' | 'unless',
  add: (clause: Omit<CoreClause, 'line'>) => ClauseTree,
  context: LowerContext,
): ClauseTree {
  if (tree.kind === 'sentence') {
    const { text, span, expression } = tree.sentence;
    return add({ part, text, span, condition: lowerExpression(expression, context) });
  }
  const operands = tree.items.map((item) => addTree(item, part, add, context));
  const inner: ClauseTree = {
    kind: tree.kind === 'all' || tree.kind === 'not_all' ? 'all' : 'any',
    operands,
  };
  return tree.kind === 'all' || tree.kind === 'any' ? inner : { kind: 'not', operand: inner };
}

const SCOPE_KEYS = ['app', 'connection', 'organization', 'protocol', 'event'] as const;

/** One clause per key of `for`: any of its values, against any of the fields that the name stands for. */
function lowerScope(scope: RuleScope, context: LowerContext): readonly Omit<CoreClause, 'line' | 'part'>[] {
  return SCOPE_KEYS.flatMap((key) => {
    const words = scope[key];
    const [first] = words ?? [];
    if (words === null || first === undefined) return [];
    const names = key === 'organization' ? [key, 'organization.id'] : [key];
    const fields = names.flatMap((name) => lowerLoginName(name, context));
    const operands = fields.map((field) => oneOf(field, words));
    const values = words.map((word) => word.text);
    const text = values.length === 1 ? `${key} is ${values[0]}` : `${key} is one of ${values.join(', ')}`;
    return [{ text, span: first.span, condition: { kind: 'any', operands, type: YES_NO } }];
  });
}

function oneOf(field: Core, words: readonly Word[]): Core {
  const fold = foldOf(field.type);
  const type: Type = { kind: 'list', of: field.type };
  const [only] = words;
  if (words.length === 1 && only !== undefined) {
    return callOf('isSame', [folded(field, fold), folded(literal(only.text, field.type), fold)], YES_NO);
  }
  const values = folded(
    literal(
      words.map((word) => word.text),
      type,
    ),
    fold,
  );
  return callOf('contains', [values, folded(field, fold)], YES_NO);
}
