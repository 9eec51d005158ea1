import {
  type Diagnostic,
  type Policy,
  type PolicyTest,
  type Result,
  suggest,
  type Word,
} from '../../../grammar/index.ts';
import { DEFAULT_RULE } from '../../core.ts';
import type { World } from '../check.ts';
import { checkAnswers } from '../check-answers.ts';
import { BUILT_IN_LAWS } from '../definitions/built-in-laws.ts';
import { duplicateName, skippedWithoutReason, unknownLaw } from '../messages/check-law-messages.ts';
import { checkExpectation, type KnownRules } from './check-expectations.ts';
import { checkLoginKeys, checkMoment } from './check-login-keys.ts';
import { nestData } from './login-data.ts';
import type { TestCase } from './test-case.ts';
import { unfoldTests } from './unfold-tests.ts';

/** Checks the tests of a file, the names of its laws and what it skips, and writes the tests out. */
export function checkTests(policy: Policy, world: World): Result<readonly TestCase[]> {
  const found = new Map<string, Diagnostic>();
  // What all rows of a table have in common is wrong only once.
  const report = (diagnostic: Diagnostic): void => {
    found.set(`${diagnostic.code} ${diagnostic.span.start} ${diagnostic.message}`, diagnostic);
  };
  if (policy.tests.length > 0) {
    const rules = knownRules(policy, world);
    for (const test of policy.tests) checkTest(test, { rules, world, report });
  }
  checkNames('test', policy.tests, report);
  checkNames('law', policy.properties, report);
  checkSkips(policy, report);
  for (const answers of [policy.answers, ...policy.tests.map((test) => test.answers)])
    checkAnswers(answers, knownLookUps(policy), report);
  const { cases, diagnostics } = unfoldTests(policy, world.fixtures);
  const all = [...found.values(), ...diagnostics];
  return { value: cases, diagnostics: all.toSorted((a, b) => a.span.start - b.span.start) };
}

interface TestContext {
  readonly rules: KnownRules;
  readonly world: World;
  readonly report: (diagnostic: Diagnostic) => void;
}

function checkTest(test: PolicyTest, { rules, world, report }: TestContext): void {
  const { login, at, expect, rows } = test;
  if (login !== null) checkLoginKeys(login, world.attributes, report);
  if (at !== null) checkMoment({ kind: 'text', isQuoted: false, ...at }, report);
  for (const cell of (rows ?? []).flatMap(({ cells }) => cells)) {
    checkLoginKeys(nestData(cell), world.attributes, report);
  }
  for (const one of rows === null ? [expect] : rows.map((row) => row.expect))
    checkExpectation(one, rules, report);
}

/** Where the pipeline is not known, a policy is alone, and a file of tests is about rules that nobody knows. */
function knownRules(policy: Policy, world: World): KnownRules {
  const { rules } = policy;
  const ids = rules.map(({ id }) => id.text);
  const all = world.rules ?? (rules.length === 0 ? null : ids);
  const times = Map.groupBy(all ?? [], (id) => id);
  return {
    ids: all === null ? null : new Set(world.rules ?? [...ids, DEFAULT_RULE]),
    isSure: world.rules !== null,
    own: new Map(
      rules
        .filter(({ id }) => (times.get(id.text)?.length ?? 0) <= 1)
        // What a template would have given is not known where it could not be used.
        .filter(({ uses, template }) => uses === null || template !== null)
        .map((rule) => [rule.id.text, rule]),
    ),
    counters: isWhole(policy, world) ? new Set(countersOf(policy)) : null,
  };
}

/** True when no other file can hold rules, and all of its own are known. */
function isWhole({ rules }: Policy, world: World): boolean {
  const own = new Set([DEFAULT_RULE, ...rules.map(({ id }) => id.text)]);
  const others = world.rules?.filter((id) => !own.has(id)) ?? [];
  return (
    rules.length > 0 &&
    others.length === 0 &&
    rules.every(({ uses, template }) => uses === null || template !== null)
  );
}

/** A counter of a template has its name in the template, too. */
function countersOf({ rules }: Policy): readonly string[] {
  return rules.flatMap(({ then, template }) => [
    ...then.flatMap((one) => (one.kind === 'count' ? [one.name.text] : [])),
    ...(template?.counters.map(({ name }) => name) ?? []),
  ]);
}

/** The look-ups that answers can name; null: those of other files too. */
function knownLookUps(policy: Policy): ReadonlySet<string> | null {
  const { rules, sources } = policy;
  if (rules.length === 0) return null;
  const ofTemplates = rules.flatMap(({ template }) => template?.sources.map(({ name }) => name) ?? []);
  const counters = countersOf(policy).map((name) => `counts.${name}`);
  return new Set([...sources.map(({ name }) => name.text), ...ofTemplates, ...counters]);
}

function checkNames(
  what: 'test' | 'law',
  named: readonly { readonly name: Word }[],
  report: (diagnostic: Diagnostic) => void,
): void {
  const first = new Map<string, Word>();
  for (const { name } of named) {
    const before = first.get(name.text);
    if (before === undefined) first.set(name.text, name);
    else report(duplicateName({ what, name: name.text, span: name.span, first: before.span }));
  }
}

function checkSkips(
  { tests, properties, skippedLaws }: Policy,
  report: (diagnostic: Diagnostic) => void,
): void {
  const skips = [
    ...tests.map(({ name, skip }) => ({ what: `the test \`${name.text}\``, reason: skip })),
    ...properties.map(({ name, skip }) => ({ what: `the law \`${name.text}\``, reason: skip })),
    ...skippedLaws.map(({ law, reason }) => ({ what: `\`${law.text}\``, reason })),
  ];
  for (const { what, reason } of skips) {
    if (reason?.text.trim() === '') report(skippedWithoutReason({ what, span: reason.span }));
  }
  for (const { law } of skippedLaws) {
    if (BUILT_IN_LAWS.some((known) => known === law.text)) continue;
    const suggestion = suggest(law.text, BUILT_IN_LAWS);
    report(unknownLaw({ law: law.text, span: law.span, suggestion, known: BUILT_IN_LAWS }));
  }
}
