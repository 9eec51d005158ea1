import type {
  ConditionTree,
  Effect,
  Policy,
  PropertyDefinition,
  Result,
  RuleDefinition,
  RuleFile,
  Source,
  Template,
  TokenKind,
  Word,
} from '../grammar/index.ts';
import type { World } from './check.ts';
import { analyse } from './compile.ts';
import { type CorePolicy, type CoreRule, conditionOf, isGuard } from './core.ts';
import { fieldsOf, possibleValues } from './possible-values.ts';

/** A policy retold in plain English, rule by rule, with what happens to logins that lack a fact. */
export function explainPolicy(source: Source, world: World): Result<string | null> {
  const { value, diagnostics } = analyse(source, world);
  if (value === null) return { value: null, diagnostics };
  const { policy } = value.checked;
  const { core } = value;
  const parts = [
    explainHeader(policy),
    ...policy.rules.map((rule, index) => explainRule(rule, index, core)),
    ...(policy.conditions.length === 0
      ? []
      : [
          [
            'Where',
            ...policy.conditions.flatMap(({ name, condition }) => namedTree(name.text, condition)),
          ].join('\n'),
        ]),
    ...(policy.properties.length === 0
      ? []
      : [['Laws', ...policy.properties.flatMap(explainProperty)].join('\n')]),
  ];
  return { value: `${parts.join('\n\n')}\n`, diagnostics };
}

function explainHeader(policy: Policy): string {
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
      `Never refused or asked for a second factor, and each time written to the log: ${policy.exempt.text}.`,
    );
  }
  return lines.join('\n');
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
  lines.push(...rule.then.flatMap(effectLines).map((line) => `   → ${line}`));
  if (rule.script !== null) lines.push(...scriptLines(rule.script));
  const missing = appliesWithout(core.rules[index], core);
  if (missing.length > 0) lines.push(`   It applies too when the login does not say ${missing.join(', ')}.`);
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

function effectLines(effect: Effect): readonly string[] {
  switch (effect.kind) {
    case 'deny':
      return [`the login is refused${effect.message === null ? '' : `: ${templateText(effect.message)}`}`];
    case 'admit':
      return ['the login is admitted'];
    case 'stop':
      return ['the rest of this policy is skipped'];
    case 'require_mfa': {
      const methods =
        effect.methods === null ? '' : ` by ${effect.methods.map((method) => method.text).join(' or ')}`;
      const remember = effect.remember === null ? '' : `, remembered for ${effect.remember.text}`;
      return [`a second factor${methods} is asked for${remember}`];
    }
    case 'set_claims':
      return effect.claims.map(
        ({ name, tokens, value }) =>
          `the claim ${name.text}${tokenText(tokens)} becomes ${templateText(value)}`,
      );
    case 'add_to_claims':
      return effect.claims.map(
        ({ name, tokens, value }) =>
          `the claim ${name.text}${tokenText(tokens)} gains ${templateText(value)}`,
      );
    case 'remove_claims':
      return effect.claims.map(({ name, tokens }) => `the claim ${name.text}${tokenText(tokens)} is removed`);
    case 'add_scopes':
      return [`the scopes ${templateText(effect.scopes)} are added`];
    case 'remove_scopes':
      return [`the scopes ${templateText(effect.scopes)} are removed`];
    case 'limit_scopes':
      return [`of the scopes, only ${templateText(effect.scopes)} are kept`];
    case 'set_profile':
      return effect.fields.map(
        ({ name, value }) => `for this login, user.${name.text} becomes ${templateText(value)}`,
      );
    case 'limit_session': {
      const lasts = effect.lasts === null ? [] : [`ends after ${effect.lasts.text}`];
      const idle = effect.idle === null ? [] : [`ends after ${effect.idle.text} without use`];
      return [`the session ${[...lasts, ...idle].join(' and ')}`];
    }
    case 'log':
      return [`the log says ${templateText(effect.message)}`];
  }
}

function scriptLines({ file, timeout, ifItFails }: RuleFile): readonly string[] {
  const within = timeout === null ? '' : ` within ${timeout.text}`;
  const failing = ifItFails?.value === 'continue' ? 'the login goes on' : 'the login is refused';
  return [
    `   → the JavaScript in ${file.text} runs${within}`,
    `   If it fails, or nobody can tell whether it has to run, ${failing}.`,
  ];
}

function tokenText(tokens: readonly TokenKind[]): string {
  if (tokens.length === 2) return '';
  const [token] = tokens;
  return token === 'id_token'
    ? ' of the ID token'
    : token === 'access_token'
      ? ' of the access token'
      : ' of the SAML assertion';
}

function templateText(template: Template): string {
  switch (template.kind) {
    case 'text':
      return `“${template.value}”`;
    case 'sentence':
      return template.sentence.text.replace(/^=\s*/, '');
    case 'list':
      return template.items.map(templateText).join(', ');
    case 'record':
      return template.fields.map(({ name, value }) => `${name.text}: ${templateText(value)}`).join(', ');
  }
}

/** The fields without which a guard of the rule applies, because nobody could tell. */
function appliesWithout(rule: CoreRule | undefined, core: CorePolicy): readonly string[] {
  if (rule === undefined || !rule.effects.some(isGuard)) return [];
  const conditions = new Map(core.conditions.map(({ name, condition }) => [name, condition]));
  const whole = conditionOf(rule);
  return fieldsOf(whole, conditions)
    .filter(({ assumed }) => assumed === undefined)
    .map(({ name }) => name)
    .filter(
      (missing, index, all) =>
        all.indexOf(missing) === index && possibleValues(whole, { missing, conditions }).unknown,
    );
}
