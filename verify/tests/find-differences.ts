import { isDeepStrictEqual } from 'node:util';
import type { Data, Expectation, Span, Word } from '../../grammar/index.ts';
import type { Report, RuleTrace } from '../../runtime/index.ts';
import type { StoredMetadata } from '../trial/trial.ts';
import { asExpected, countersOf } from './counters-of.ts';
import { holdsClaim } from './holds-claim.ts';
import { ANY, readData } from './read-data.ts';

/** Something that a test expects and that a report says otherwise, as plain data; null: nothing. */
export interface Difference {
  /** The key of the expectation, with its step: `outcome`, `claims.roles`, `applied.admin-mfa`, `metadata.app_metadata.plan`. */
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
  /** Where it is expected, in the file of the test: the value, or the name under `not_claims` and `applied`. */
  readonly span: Span;
}

/** What came of the login of a test. The report has its trace. */
export interface Found {
  readonly report: Report;
  /** What lasts is told by it: see `TrialRun.end`. */
  readonly end: Report;
  readonly metadata: StoredMetadata;
}

/** Everything in which a login went otherwise than a test expects, in the order in which the language describes it. */
export function findDifferences(
  expect: Expectation,
  { report, end, metadata }: Found,
): readonly Difference[] {
  const { mfa, scopes, redirect, counts, notifies, calls } = expect;
  const demand = report.multifactor === null ? 'not required' : 'required';
  const trace = report.trace ?? [];
  return [
    ...findOutcome(expect, report),
    ...findText('by', expect.by, report.by),
    ...(mfa === null ? [] : differ('mfa', mfa.value, demand, mfa.span)),
    ...expect.claims.flatMap(({ name, value }) => findClaim(name.text, value, report)),
    ...expect.notClaims.flatMap((name) => findUnwanted(name, report)),
    ...(scopes === null ? [] : findScopes(scopes, expect, report)),
    ...findText('message', expect.message, report.message),
    ...findText('code', expect.code, report.code),
    ...(redirect === null ? [] : findRedirect(redirect, report)),
    ...expect.applied.flatMap((rule) => findRule('applied', rule, trace)),
    ...expect.notApplied.flatMap((rule) => findRule('not_applied', rule, trace)),
    ...findMetadata(expect, metadata),
    ...(counts === null ? [] : findNames('counts', counts, countersOf(end), expect)),
    ...(notifies === null ? [] : findNames('notifies', notifies, hostsOf('notify', end), expect)),
    ...(calls === null ? [] : findNames('calls', calls, hostsOf('call', end), expect)),
  ];
}

function differ(
  what: string,
  expected: string,
  found: string | null,
  { start, end }: Span,
): readonly Difference[] {
  return expected === found ? [] : [{ what, expected, found, span: { start, end } }];
}

function findText(what: string, expected: Word | null, found: string | null): readonly Difference[] {
  return expected === null ? [] : differ(what, expected.text, found, expected.span);
}

/** Whoever expects the second factor, or the address elsewhere, too, may call a login allowed that comes to it. */
function findOutcome({ outcome, mfa, redirect }: Expectation, report: Report): readonly Difference[] {
  if (outcome === null) return [];
  const isAsExpected =
    (report.outcome === 'challenge' && mfa?.value === 'required') ||
    (report.outcome === 'redirect' && redirect !== null);
  if (outcome.value === 'allow' && isAsExpected) return [];
  return differ('outcome', outcome.value, report.outcome, outcome.span);
}

/** One of the two tokens has to hold the claim, and neither another value of it. */
function findClaim(name: string, expected: Data, report: Report): readonly Difference[] {
  const found = [report.idToken, report.accessToken].flatMap((token) => valuesOf(token, name));
  return findValue(`claims.${name}`, expected, found);
}

function findUnwanted({ text: name, span }: Word, report: Report): readonly Difference[] {
  const [found] = [report.idToken, report.accessToken, report.saml].flatMap((token) => valuesOf(token, name));
  return found === undefined ? [] : [{ what: `claims.${name}`, expected: null, found, span }];
}

function findScopes(
  expected: readonly Word[],
  whole: Expectation,
  { scopes }: Report,
): readonly Difference[] {
  const wanted = new Set(expected.map(({ text }) => text));
  if (wanted.symmetricDifference(new Set(scopes)).size === 0) return [];
  return [{ what: 'scopes', expected: [...wanted], found: scopes, span: spanOf(expected, whole) }];
}

/** An address can be written in more than one way. */
function findRedirect({ text, span }: Word, report: Report): readonly Difference[] {
  const found = report.redirect?.url ?? null;
  const isSame = found !== null && spellAddress(found) === spellAddress(text);
  return isSame ? [] : [{ what: 'redirect', expected: text, found, span }];
}

function spellAddress(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  // Even when it is not there, the query is written anew: as the runtime does with the state that it adds.
  for (const name of ['state', 'session_token']) url.searchParams.delete(name);
  return url.href;
}

/** Another policy of the pipeline may have a rule of the same name: it is enough that one of them applied. */
function findRule(
  what: 'applied' | 'not_applied',
  { text: name, span }: Word,
  trace: readonly RuleTrace[],
): readonly Difference[] {
  const rules = trace.filter(({ rule }) => rule === name);
  const isApplied = rules.some(hasApplied);
  if (isApplied === (what === 'applied')) return [];
  const expected = isApplied ? 'did not apply' : 'applied';
  const found = isApplied ? 'applied' : (rules[0]?.result ?? 'not there');
  return [{ what: `${what}.${name}`, expected, found, span }];
}

/** A rule that only reports applies when it would have done something. */
function hasApplied({ result, changes }: RuleTrace): boolean {
  return result === 'applied' || (result === 'report-only' && changes.length > 0);
}

function findMetadata({ metadata }: Expectation, stored: StoredMetadata): readonly Difference[] {
  return metadata.flatMap(({ name: { text: part }, value }) => {
    if (value.kind !== 'record' || (part !== 'user_metadata' && part !== 'app_metadata')) return [];
    return value.fields.flatMap(({ name, value: expected }) =>
      findValue(`metadata.${part}.${name.text}`, expected, valuesOf(stored[part], name.text)),
    );
  });
}

/** Counters in any order, since all of them are counted at once; hosts in theirs. */
function findNames(
  what: 'counts' | 'notifies' | 'calls',
  expected: readonly Word[],
  found: readonly string[],
  whole: Expectation,
): readonly Difference[] {
  const wanted = expected.map(({ text }) => text);
  const isCount = what === 'counts';
  const told = isCount ? asExpected(found, wanted) : found;
  if (isDeepStrictEqual(isCount ? wanted.toSorted() : wanted, told)) return [];
  return [{ what, expected: wanted, found: told, span: spanOf(expected, whole) }];
}

/** From the first name to the last; without any, the whole expectation. */
function spanOf(names: readonly Word[], { span: whole }: Expectation): Span {
  const { start } = names[0]?.span ?? whole;
  const { end } = names.at(-1)?.span ?? whole;
  return { start, end };
}

function hostsOf(kind: 'notify' | 'call', { effects }: Report): readonly string[] {
  return effects.flatMap((effect) => (effect.effect === kind ? [effect.host] : []));
}

/** There has to be a value, and none that is another. */
function findValue(what: string, expected: Data, found: readonly unknown[]): readonly Difference[] {
  const wrong = found.filter((value) => !holdsClaim(expected, value));
  if (found.length > 0 && wrong.length === 0) return [];
  return [{ what, expected: readData(expected, ANY), found: wrong[0] ?? null, span: expected.span }];
}

/** The value under a name, or nothing. */
function valuesOf(record: Report['idToken'], name: string): readonly unknown[] {
  return Object.hasOwn(record, name) ? [record[name]] : [];
}
