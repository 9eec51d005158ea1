import type { Diagnostic, Expression, Policy, Result, RuleDefinition } from '../../grammar/index.ts';
import { dateOf, type Type } from '../../stdlib/index.ts';
import { DEFAULT_RULE } from '../core.ts';
import { checkScripts } from '../javascript/check-script.ts';
import type { CheckedPolicy, Definition, World } from './check.ts';
import { checkEffects, type EffectContext } from './check-effects.ts';
import {
  type CheckedConditions,
  checkConditions,
  checkSize,
  checkTree,
} from './definitions/check-conditions.ts';
import { namesOfCounters } from './definitions/check-counters.ts';
import { checkDefinitions } from './definitions/check-definitions.ts';
import { checkArguments, parameterScope } from './definitions/check-parameters.ts';
import { checkProperties } from './definitions/check-properties.ts';
import { readTimezone } from './definitions/check-schedule.ts';
import { checkSources } from './definitions/check-sources.ts';
import { checkAssumptions } from './expressions/check-assumptions.ts';
import { checkCondition } from './expressions/check-expression.ts';
import { notADate } from './messages/check-definition-messages.ts';
import { needlessAdmit, neverAdmits, reservedId, ruleExpired } from './messages/check-effect-messages.ts';
import { freshUsage, type Scope, withUsage } from './scope.ts';

/** Checks names, types, data and effects of a policy. Diagnostics come in the order of the file. */
export function checkPolicy(policy: Policy, world: World): Result<CheckedPolicy> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const timezone = policy.timezone === null ? null : (readTimezone(policy.timezone, report) ?? 'UTC');
  const { names, definitions } = checkDefinitions(policy, { world, timezone, report });
  const own = policy.settings.map(({ name, value }) => [name.text, value.text] as const);
  const types = new Map<Expression, Type>();
  const scope: Scope = {
    source: policy.source,
    about: 'login',
    names,
    settings: new Map([...own, ...world.settings]),
    attributes: world.attributes,
    variables: new Map(),
    types,
    naturalTypes: new Map(),
    secrets: world.secrets,
    hosts: world.hosts,
    counters: namesOfCounters(policy, report),
    silence: null,
    usage: freshUsage(),
    report,
  };
  const assumptions = checkAssumptions(policy.assume, world, scope);
  const conditions = checkConditions(policy, scope);
  checkSources(policy, conditions, scope);
  checkExempt(policy, conditions, scope);
  const exemption = policy.exempt === null ? 'none' : 'some';
  const context = { asking: conditions.asking, exemption } as const;
  for (const rule of policy.rules) checkRule(rule, conditions, context, world, scope);
  const scripts = checkScripts(policy, world, report);
  checkAdmission(policy, scope);
  checkProperties(policy.properties, conditions, world, scope);
  const value: CheckedPolicy = {
    policy,
    types,
    names: ordered(definitions, conditions.order),
    assumptions,
    settings: scope.settings,
    timezone: timezone ?? 'UTC',
    scripts,
  };
  return { value, diagnostics: onceEach(diagnostics).toSorted((a, b) => a.span.start - b.span.start) };
}

/** One value can stand in several places of a template, and is wrong only once. */
function onceEach(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { code, span, message } = diagnostic;
    const place = `${code} ${span.start} ${span.end} ${message}`;
    if (!found.has(place)) found.set(place, diagnostic);
  }
  return [...found.values()];
}

function checkExempt({ exempt }: Policy, { sizes }: CheckedConditions, scope: Scope): void {
  if (exempt === null) return;
  const inside = withUsage(scope);
  checkCondition(exempt.expression, inside);
  checkSize('`exempt`', inside.usage, exempt.span, sizes, inside);
}

function checkRule(
  rule: RuleDefinition,
  { sizes }: CheckedConditions,
  context: EffectContext,
  world: World,
  scope: Scope,
): void {
  if (rule.id.text === DEFAULT_RULE) scope.report(reservedId(rule.id.span));
  if (rule.template !== null) checkArguments(rule.template, scope);
  const inside = withUsage(rule.template === null ? scope : parameterScope(rule.template, scope));
  if (rule.when !== null) checkTree(rule.when, inside);
  if (rule.unless !== null) checkTree(rule.unless, inside);
  checkEffects(rule, context, inside);
  checkSize(`the rule \`${rule.id.text}\``, inside.usage, rule.id.span, sizes, inside);
  checkExpiry(rule, world, scope);
}

function checkExpiry({ id, expires }: RuleDefinition, { today }: World, scope: Scope): void {
  if (expires === null) return;
  const { text, span } = expires;
  const date = dateOf(text);
  if (date === undefined) scope.report(notADate({ text, span }));
  else if (today !== null && date < today) scope.report(ruleExpired({ rule: id.text, span, date }));
}

/** `admit` and `default: deny` have a meaning only together. */
function checkAdmission(policy: Policy, scope: Scope): void {
  const admits = policy.rules.flatMap(({ then }) => then.filter(({ kind }) => kind === 'admit'));
  if (policy.default?.value !== 'deny') for (const { key } of admits) scope.report(needlessAdmit(key));
  else if (admits.length === 0) scope.report(neverAdmits(policy.default.span));
}

/** Conditions last, in their order. */
function ordered(
  definitions: ReadonlyMap<string, Definition>,
  order: readonly string[],
): ReadonlyMap<string, Definition> {
  const data = [...definitions].filter(([, { kind }]) => kind !== 'condition');
  const conditions = order.flatMap((name) => {
    const definition = definitions.get(name);
    return definition?.kind === 'condition' ? [[name, definition] as const] : [];
  });
  return new Map([...data, ...conditions]);
}
