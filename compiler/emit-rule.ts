import type { ClauseTree } from '../stdlib/index.ts';
import { block, type Code, comment, js, mark } from './code.ts';
import { type CorePolicy, type CoreRule, DEFAULT_RULE } from './core.ts';
import { emitAskingCondition } from './emit-asking.ts';
import { defaultAsks, emitEffectAsks, emitLost, emitPreview, ruleAsks } from './emit-asks.ts';
import { call, type EmitContext, nestCalls } from './emit-context.ts';
import { emitEffects } from './emit-effect.ts';
import { emitExempt, emitExempted, emitSpared } from './emit-exemption.ts';
import { emitValue } from './emit-expression.ts';
import { emitCondition } from './emit-tree.ts';
import { canBeStopped, clauseComment, needsPossibly, needsSurely } from './rule-parts.ts';

/** One rule as `function id(user, context, callback) { … }`, its sentences as comments. */
export function emitRule(rule: CoreRule, policy: CorePolicy, context: EmitContext): Code {
  const asks = ruleAsks(rule, policy, context.asksOf);
  const isFast = context.form === 'fast';
  const lines = [
    ...emitStopCheck(rule, policy, context),
    ...(asks && !isFast ? emitPreview(emitFast(rule, policy, 'asks', fastOf(context)), context) : []),
    ...(isFast
      ? emitFast(rule, policy, asks ? 'asks' : 'knows', context)
      : [...emitTracedCondition(rule, policy, context), ...emitSpared(rule, policy, context)]),
    ...(asks && isFast ? emitLost(context) : []),
    ...emitExempted(rule, policy, context),
    ...emitEffects(rule, policy, context),
    goOn,
  ];
  return js`${mark(rule.span.start)}${comment(`${rule.id}: ${rule.name}`)}
function ${context.names.of('rule', rule.id)}(user, context, callback) {${block(lines)}
}`;
}

/** The generated last rule of a policy with `default: deny`. */
export function emitDefaultRule(policy: CorePolicy, context: EmitContext): Code {
  const { exempt } = policy;
  const asks = defaultAsks(policy, context.asksOf);
  const exempted = js`${call('exempted', context)}(context, ${policy.id}, ${DEFAULT_RULE});`;
  const lines = [
    js`if (${call('isAdmitted', context)}(context, ${policy.id})) ${goOn}`,
    ...(exempt !== null && asks ? emitPreview([js`${emitExempt(exempt, fastOf(context))};`], context) : []),
    ...(context.form === 'traced' ? [js`${call('verdict', context)}(context, true);`] : []),
    ...(exempt === null
      ? []
      : [
          js`if (${emitExempt(exempt, context)}) {
  ${exempted}
  ${goOn}
}`,
        ]),
    js`return callback(${call('denial', context)}("You are not allowed to sign in.", "not_admitted"));`,
  ];
  return js`${comment('default: deny unless a rule admitted')}
function ${context.names.of('generated', DEFAULT_RULE)}(user, context, callback) {${block(lines)}
}`;
}

/** Of the traced form, a piece that notes nothing. */
function fastOf(context: EmitContext): EmitContext {
  return { ...context, form: 'fast' };
}

const goOn = js`return callback(null, user, context);`;

/** What a rule has to know before it does anything, by the shortest way. */
function emitFast(
  rule: CoreRule,
  policy: CorePolicy,
  mode: 'asks' | 'knows',
  context: EmitContext,
): readonly Code[] {
  if (mode === 'knows')
    return [
      ...emitCondition(rule, reached(rule, policy, context), context),
      ...emitSpared(rule, policy, context),
    ];
  const lines = [...emitAskingCondition(rule, policy, context), ...emitSpared(rule, policy, context)];
  const asks = emitEffectAsks(rule, policy, context);
  if (asks.length === 0) return lines;
  return [...lines, js`if (!${call('isWaiting', context)}(context)) {${block(asks)}\n}`];
}

/** A rule is not reached once an earlier rule of the policy said `stop`. */
function emitStopCheck(rule: CoreRule, policy: CorePolicy, context: EmitContext): readonly Code[] {
  if (!canBeStopped(rule, policy)) return [];
  return [
    js`if (${call('isStopped', context)}(context, ${policy.id})) return callback(null, user, context);`,
  ];
}

/** True while no earlier rule may have ended the policy; null: none can. */
function reached(rule: CoreRule, policy: CorePolicy, context: EmitContext): Code | null {
  return canBeStopped(rule, policy) ? js`!${call('mayBeStopped', context)}(context, ${policy.id})` : null;
}

/** Every clause is worked out and noted, then the verdict from their values. */
function emitTracedCondition(rule: CoreRule, policy: CorePolicy, context: EmitContext): readonly Code[] {
  const clauses = rule.clauses.map(
    (clause, index) =>
      js`${clauseComment(clause)}
const ${clauseName(index, context)} = ${call('clause', context)}(context, ${index}, ${mark(clause.span.start)}${emitValue(clause.condition, context)});`,
  );
  const condition = emitTracedTree(rule.condition, context);
  const reached = js`${call('mayBeStopped', context)}(context, ${policy.id}) ? undefined : true`;
  const whole = canBeStopped(rule, policy)
    ? js`${call('both', context)}(${condition}, ${reached})`
    : condition;
  return [
    ...clauses,
    js`const verdictOfRule = ${call('verdict', context)}(context, ${whole});`,
    ...(rule.effects.some(needsPossibly) ? [js`const possibly = verdictOfRule !== false;`] : []),
    ...(rule.effects.some(needsSurely) ? [js`const surely = verdictOfRule === true;`] : []),
  ];
}

function emitTracedTree(tree: ClauseTree, context: EmitContext): Code {
  switch (tree.kind) {
    case 'clause':
      return clauseName(tree.index, context);
    case 'not':
      return js`${call('negation', context)}(${emitTracedTree(tree.operand, context)})`;
    case 'all':
    case 'any': {
      const [first, ...rest] = tree.operands;
      if (first === undefined) return js`${tree.kind === 'all'}`;
      const combine = call(tree.kind === 'all' ? 'both' : 'either', context);
      const operands = rest.map((operand) => emitTracedTree(operand, context));
      return nestCalls(combine, emitTracedTree(first, context), operands);
    }
  }
}

function clauseName(index: number, context: EmitContext): Code {
  return context.names.of('variable', `clause ${index + 1}`);
}
