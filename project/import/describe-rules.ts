import { compileRule, describeRule, type RuleDescription } from '../../compiler/index.ts';
import { type Diagnostic, positionAt, type Source } from '../../grammar/index.ts';
import type { ExportedRule } from './auth0-export.ts';
import { findReplacements } from './find-replacements.ts';
import type { ImportedRule, RuleUses } from './import-report.ts';
import { LOGIN_SUCCESS, quote } from './read-rule-settings.ts';
import { callsOut, needsJavaScript } from './rule-calls.ts';
import { stripComments } from './strip-comments.ts';

/** Looks at rules, in the order in which they run: what each uses, what it lacks here, and what could replace it. */
export function describeRules(rules: readonly ExportedRule[]): readonly ImportedRule[] {
  const digits = Math.max(2, String(rules.length).length);
  return rules.map((rule, index) => {
    const number = String(index + 1).padStart(digits, '0');
    return describe(rule, `rules/${number}-${slugOf(rule.name)}.js`);
  });
}

/** Letters of file names that every system takes. */
function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'rule' : slug;
}

function describe(rule: ExportedRule, file: string): ImportedRule {
  const { name, origin, shape, stage, order, enabled, unset, text } = rule;
  const source = { name: file, text };
  const description = describeRule(source);
  const waits = unset.length > 0;
  const errors = errorsOf(source, enabled && !waits ? 'enforce' : 'disabled');
  const plain = stripComments(text);
  const uses = usesOf(description, plain);
  const replacements = findReplacements(plain, uses);
  return {
    name,
    file,
    origin,
    shape,
    stage,
    order,
    enabled,
    standing:
      errors.length > 0 || stage !== LOGIN_SUCCESS ? 'left out' : enabled && !waits ? 'runs' : 'disabled',
    uses,
    writes: writesOf(description),
    missing: [
      ...unset.map((keyword) => `the keyword \`${keyword}\` has no value`),
      ...(stage === LOGIN_SUCCESS ? [] : [`the stage ${quote(stage)} does not run here`]),
      ...errors.map((error) => sentenceOf(source, error)),
      ...(shape === 'action' ? absentMembers(description, plain) : absentGlobals(plain)),
    ],
    replacements,
    needsJavaScript: needsJavaScript(plain, uses),
  };
}

function errorsOf(source: Source, mode: 'enforce' | 'disabled'): readonly Diagnostic[] {
  const { diagnostics } = compileRule(source, {
    id: 'imported',
    name: source.name,
    mode,
    timeout: null,
    ifItFails: 'deny',
    may: { network: null, secrets: null },
    modules: [],
  });
  return diagnostics.filter(({ severity }) => severity === 'error');
}

function sentenceOf(source: Source, { message, help, span }: Diagnostic): string {
  const { line } = positionAt(source, span.start);
  return `line ${line}: ${message}${help === undefined ? '' : `; ${help}`}`;
}

function usesOf(description: RuleDescription, text: string): RuleUses {
  const { shape, requires, globals, hosts, configurationKeys, usesUsers, writes } = description;
  const canCall = callsOut({ modules: requires, globals }, text);
  const named = hosts.filter((host) => canCall && /^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/.test(host));
  // What `auth0` does, the host does without a list of hosts.
  const others = { modules: requires, globals: globals.filter((name) => name !== 'auth0') };
  return {
    modules: requires,
    globals,
    hosts: named,
    buildsAddresses: named.length === 0 && callsOut(others, text),
    configuration: configurationKeys,
    updatesUsers: usesUsers || (shape === 'action' && writes.includes('user')),
  };
}

function writesOf({ shape, writes, userWrites }: RuleDescription): readonly string[] {
  const root = shape === 'action' ? 'api' : 'context';
  return [...userWrites.map((field) => `user.${field}`), ...writes.map((field) => `${root}.${field}`)];
}

/** Global names that rules had without a `require`, and that have nothing behind them here. */
function absentGlobals(text: string): readonly string[] {
  return ABSENT.flatMap((name) => {
    const isUsed = new RegExp(`(?<![.\\w$'"])${name}\\s*[.(]`).test(text);
    const isOwn = new RegExp(`\\b(?:const|let|var|function)\\s+${name}\\b`).test(text);
    return isUsed && !isOwn ? [`the global name \`${name}\` has nothing behind it here`] : [];
  });
}

/** What an Action asks of `api` that is not there, or that answers otherwise than it did. */
function absentMembers({ writes }: RuleDescription, text: string): readonly string[] {
  const absent = writes.filter((part) => ABSENT_MEMBERS.has(part));
  return [
    ...absent.map((part) => `\`api.${part}\` is not available here, and calling it fails the login`),
    ...(/\bapi\.rules\.wasExecuted\b/.test(text)
      ? ['`api.rules.wasExecuted` answers false here, because rules have other ids; take the guard out']
      : []),
  ];
}

const ABSENT_MEMBERS: ReadonlySet<string> = new Set([
  'groups',
  'prompt',
  'refreshToken',
  'roles',
  'session',
  'validation',
]);

const ABSENT = [
  'azure_storage',
  'couchbase',
  'cql',
  'Knex',
  'mongo',
  'mysql',
  'mysql_pool',
  'ObjectID',
  'postgres',
  'Pubnub',
  'sqlserver',
];
