import type {
  ConditionTree,
  CountEffect,
  Policy,
  PropertyDefinition,
  Result,
  RuleDefinition,
  RuleFile,
  Source,
  SourceDefinition,
  Word,
} from '../../grammar/index.ts';
import { coresOfRule, createAsksOf } from '../asks.ts';
import type { CheckedPolicy, World } from '../check/check.ts';
import { analyse } from '../compile.ts';
import { type CorePolicy, type CoreRule, conditionOf, isGuard } from '../core.ts';
import { possibleValues } from '../possible-values.ts';
import { writtenFieldsOf } from '../written-fields.ts';
import { explainAssumptions, explainDefinitions } from './explain-definitions.ts';
import { explainEffect, requestText } from './explain-effect.ts';

/** A policy retold in plain English, rule by rule, with what happens to logins that lack a fact. */
export function explainPolicy(source: Source, world: World): Result<string | null> {
  const { value, diagnostics } = analyse(source, world);
  if (value === null) return { value: null, diagnostics };
  const { policy } = value.checked;
  const { core } = value;
  const parts = [
    explainHeader(value.checked),
    ...policy.rules.map((rule, index) => explainRule(rule, index, core)),
    ...section('Where', [
      ...policy.conditions.flatMap(({ name, condition }) => namedTree(name.text, condition)),
      ...explainDefinitions(value.checked),
    ]),
    ...section('Look-ups', policy.sources.map(explainSource)),
    ...section('Counters', countersOf(policy).map(explainCounter)),
    ...(policy.properties.length === 0
      ? []
      : [['Laws', ...policy.properties.flatMap(explainProperty)].join('\n')]),
  ];
  return { value: `${parts.join('\n\n')}\n`, diagnostics };
}

function explainHeader(checked: CheckedPolicy): string {
  const { policy } = checked;
  const lines = [`${policy.name?.text ?? policy.id.text} (${policy.id.text})`];
  if (policy.description !== null) lines.push(policy.description.text);
  lines.push(
    '',
    policy.default?.value === 'deny'
      ? 'Nobody may sign in unless a rule below admits them; a refusal beats an admission.'
      : 'Everybody who has authenticated may sign in, unless a rule below refuses.',
  );
  if (policy.exempt !== null) {
    lines.push(
      `Never refused, asked for a second factor, sent elsewhere or given a shorter session, and each time written to the log: ${policy.exempt.text}.`,
    );
  }
  return [...lines, ...explainAssumptions(checked)].join('\n');
}

function explainRule(rule: RuleDefinition, index: number, core: CorePolicy): string {
  const lines = [`${index + 1}. ${rule.name?.text ?? rule.id.text} [${rule.id.text}]`];
  if (rule.mode?.value === 'disabled') lines.push('   Switched off.');
  if (rule.mode?.value === 'report-only') lines.push('   Only reported, never enforced.');
  if (rule.uses !== null) lines.push(`   Made of the template ${rule.uses.template.text}.`);
  if (rule.why !== null) lines.push(`   Why: ${rule.why.text}`);
  const scope = scopeText(rule);
  lines.push(
    `   ${scope === null ? 'For every login' : `For logins where ${scope}`}${rule.when === null && rule.unless === null ? ':' : ''}`,
  );
  if (rule.when !== null) lines.push(...treeLines(rule.when, '   when', '   '));
  if (rule.unless !== null) lines.push(...treeLines(rule.unless, '   unless', '   '));
  lines.push(...rule.then.flatMap(explainEffect).map((line) => `   → ${line}`));
  if (rule.script !== null) lines.push(...scriptLines(rule.script));
  const asked = askedBy(core.rules[index], core);
  if (asked.length > 0) lines.push(`   It asks ${asked.join(' and ')}.`);
  const missing = appliesWithout(core.rules[index], core);
  if (missing.length > 0) {
    const what = core.rules[index]?.effects.every(isGuard) ? 'It' : 'Of this, what restricts';
    lines.push(`   ${what} applies too when the login does not say ${missing.join(', ')}.`);
  }
  return lines.join('\n');
}

function scopeText(rule: RuleDefinition): string | null {
  const scopes = [rule.template?.for ?? null, rule.for].filter((scope) => scope !== null);
  const keys = ['app', 'connection', 'organization', 'protocol', 'event'] as const;
  const parts = scopes.flatMap((scope) =>
    keys.flatMap((key) => {
      const words: readonly Word[] | null = scope[key];
      return words === null ? [] : [`the ${key} is ${words.map((word) => word.text).join(' or ')}`];
    }),
  );
  return parts.length === 0 ? null : parts.join(' and ');
}

function treeLines(tree: ConditionTree, lead: string, indent: string): readonly string[] {
  if (tree.kind === 'sentence') return [`${lead} ${tree.sentence.text}`];
  const heads = {
    all: 'all of these hold',
    any: 'any of these holds',
    none: 'none of these holds',
    not_all: 'not all of these hold',
  };
  return [
    `${lead} ${heads[tree.kind]}:`,
    ...tree.items.flatMap((item) => treeLines(item, `${indent}  -`, `${indent}  `)),
  ];
}

function explainProperty({ name, given, claim, condition, skip }: PropertyDefinition): readonly string[] {
  const subject =
    given === null ? ['   For every login'] : treeLines(given, '   For every login where', '   ');
  const lead = claim === 'always' ? '   it is always so that' : '   it is never so that';
  return [
    ` - ${name.text}`,
    ...subject,
    ...treeLines(condition, lead, '   '),
    ...(skip === null ? [] : [`   Not checked for now: ${skip.text}`]),
  ];
}

function namedTree(name: string, tree: ConditionTree): readonly string[] {
  return treeLines(tree, `   ${name} means`, '   ');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [[title, ...lines].join('\n')];
}

function explainSource({ name, request, timeout, cache, ifItFails }: SourceDefinition): string {
  const kept = cache === null ? '' : `, kept for ${cache.text}`;
  const within = timeout === null ? '' : ` within ${timeout.text}`;
  const failing =
    ifItFails?.value === 'continue' ? 'everything of it is missing' : 'a rule that needs it fails the login';
  return `   ${name.text} is what ${requestText(request, 'GET')} answers${within}${kept}; if it fails, ${failing}`;
}

/** Each counter where it is described first. */
function countersOf({ rules }: Policy): readonly CountEffect[] {
  const counts = rules.flatMap(({ then }) => then.filter((effect) => effect.kind === 'count'));
  const described = counts.filter(({ isDescribed }) => isDescribed);
  return described.filter(
    ({ name }, index) => described.findIndex((one) => one.name.text === name.text) === index,
  );
}

function explainCounter({ name, per, distinct, window }: CountEffect): string {
  const what =
    distinct === null
      ? 'how often it was counted'
      : `how many values of ${distinct.text} but its own were counted`;
  const whose = per === null ? '' : ` for each ${per.text}`;
  const since = window === null ? '' : ` within ${window.text}`;
  return `   counts.${name.text} tells a login ${what}${whose}${since} before it`;
}

/** The look-ups and counters that a rule reads. */
function askedBy(rule: CoreRule | undefined, { conditions }: CorePolicy): readonly string[] {
  if (rule === undefined) return [];
  const cores = coresOfRule(rule);
  return createAsksOf(conditions)(cores).map(({ kind, name }) =>
    kind === 'count' ? `counts.${name}` : name,
  );
}

function scriptLines({ file, timeout, ifItFails }: RuleFile): readonly string[] {
  const within = timeout === null ? '' : ` within ${timeout.text}`;
  const failing = ifItFails?.value === 'continue' ? 'the login goes on' : 'the login is refused';
  return [
    `   → the JavaScript in ${file.text} runs${within}`,
    `   If it fails, or nobody can tell whether it has to run, ${failing}.`,
  ];
}

/** The fields without which a guard of the rule applies, because nobody could tell. */
function appliesWithout(rule: CoreRule | undefined, core: CorePolicy): readonly string[] {
  if (rule === undefined || !rule.effects.some(isGuard)) return [];
  const conditions = new Map(core.conditions.map(({ name, condition }) => [name, condition]));
  const whole = conditionOf(rule);
  return writtenFieldsOf(whole, conditions)
    .filter(
      ({ place, isAssumed }) => !isAssumed && possibleValues(whole, { missing: place, conditions }).unknown,
    )
    .map(({ name }) => name);
}
