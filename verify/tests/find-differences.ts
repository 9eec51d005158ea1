import type { Data, Expectation, Span, Word } from '../../grammar/index.ts';
import type { Report, RuleTrace } from '../../runtime/index.ts';
import type { StoredMetadata } from '../trial/trial.ts';
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
  readonly metadata: StoredMetadata;
}

/** Everything in which a login went otherwise than a test expects, in the order in which the language describes it. */
export function findDifferences(expect: Expectation, { report, metadata }: Found): readonly Difference[] {
  const { mfa, scopes, redirect } = expect;
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

/** The scopes stand side by side, so their place is from the first to the last; without any, the whole expectation. */
function findScopes(
  expected: readonly Word[],
  { span: whole }: Expectation,
  { scopes }: Report,
): readonly Difference[] {
  const wanted = new Set(expected.map(({ text }) => text));
  if (wanted.symmetricDifference(new Set(scopes)).size === 0) return [];
  const { start } = expected[0]?.span ?? whole;
  const { end } = expected.at(-1)?.span ?? whole;
  return [{ what: 'scopes', expected: [...wanted], found: scopes, span: { start, end } }];
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
  url.searchParams.delete('state');
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
