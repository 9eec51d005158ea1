import type { Data, Expectation } from '../grammar/index.ts';
import type { Report } from '../runtime/index.ts';
import { holdsClaim } from './holds-claim.ts';
import { ANY, readData } from './read-data.ts';

/** Something that a test expects and that a report says otherwise, as plain data; null: nothing. */
export interface Difference {
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** Everything in which a report is not what a test expects, in the order in which the language describes it. */
export function findDifferences(expect: Expectation, report: Report): readonly Difference[] {
  const { by, mfa, scopes, message, code } = expect;
  const demand = report.multifactor === null ? 'not required' : 'required';
  return [
    ...findOutcome(expect, report),
    ...(by === null ? [] : differ('by', by.text, report.by)),
    ...(mfa === null ? [] : differ('mfa', mfa.value, demand)),
    ...expect.claims.flatMap(({ name, value }) => findClaim(name.text, value, report)),
    ...expect.notClaims.flatMap(({ text }) => findUnwanted(text, report)),
    ...(scopes === null ? [] : findScopes(new Set(scopes.map(({ text }) => text)), report)),
    ...(message === null ? [] : differ('message', message.text, report.message)),
    ...(code === null ? [] : differ('code', code.text, report.code)),
  ];
}

function differ(what: string, expected: string, found: string | null): readonly Difference[] {
  return expected === found ? [] : [{ what, expected, found }];
}

/** Whoever expects the second factor, too, may call a login allowed that is asked for one. */
function findOutcome({ outcome, mfa }: Expectation, report: Report): readonly Difference[] {
  if (outcome === null) return [];
  const isAskedAsExpected = report.outcome === 'challenge' && mfa?.value === 'required';
  if (outcome.value === 'allow' && isAskedAsExpected) return [];
  return differ('outcome', outcome.value, report.outcome);
}

/** One of the two tokens has to hold the claim, and neither another value of it. */
function findClaim(name: string, expected: Data, report: Report): readonly Difference[] {
  const found = [report.idToken, report.accessToken].flatMap((token) => valuesOf(token, name));
  const wrong = found.filter((value) => !holdsClaim(expected, value));
  if (found.length > 0 && wrong.length === 0) return [];
  return [{ what: `claims.${name}`, expected: readData(expected, ANY), found: wrong[0] ?? null }];
}

function findUnwanted(name: string, report: Report): readonly Difference[] {
  const [found] = [report.idToken, report.accessToken, report.saml].flatMap((token) => valuesOf(token, name));
  return found === undefined ? [] : [{ what: `claims.${name}`, expected: null, found }];
}

function findScopes(expected: ReadonlySet<string>, { scopes }: Report): readonly Difference[] {
  if (expected.symmetricDifference(new Set(scopes)).size === 0) return [];
  return [{ what: 'scopes', expected: [...expected], found: scopes }];
}

/** The value under a name, or nothing. */
function valuesOf(token: Report['idToken'], name: string): readonly unknown[] {
  return Object.hasOwn(token, name) ? [token[name]] : [];
}
