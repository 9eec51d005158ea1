import { isDeepStrictEqual } from 'node:util';
import { printTestItem } from '../../grammar/index.ts';
import type { Report } from '../../runtime/index.ts';
import type { Clock } from '../generate/clock-of.ts';
import { abbreviateLogin } from '../login/abbreviate-login.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import { abbreviateAnswers } from '../look-ups/given-answers.ts';
import { countersOf } from '../tests/counters-of.ts';
import { foldAll } from './built-in/respell-text.ts';
import type { Law } from './law.ts';
import type { Counterexample } from './verdict.ts';

/**
 * A test about a login that breaks a law, as an item of `tests` in YAML. It fails as long as the law is broken, save
 * where only chance breaks it: then it says what was found.
 */
export function printEntry(
  law: Law,
  found: Pick<Counterexample, 'login' | 'report' | 'other'>,
  clock: Clock,
): string {
  const { login, expect } = testOf(law, found);
  const { at, ...short } = abbreviateLogin(login);
  const moment = clock === 'read' ? { at: String(at) } : {};
  const answers = abbreviateAnswers(login.answers);
  const said = answers === undefined ? {} : { answers };
  return printTestItem({ name: `Law broken: ${law.name}`, ...moment, login: short, ...said, expect });
}

interface EntryTest {
  readonly login: TimedLogin;
  readonly expect: Readonly<Record<string, unknown>>;
}

/** Where two logins were compared, the second is the one that should have ended as the first. */
function testOf(
  law: Law,
  { login, report, other }: Pick<Counterexample, 'login' | 'report' | 'other'>,
): EntryTest {
  const demand = law.demand?.({ login, report }) ?? null;
  if (demand !== null) return { login, expect: demand };
  if (other === null) return { login, expect: { outcome: report.outcome === 'deny' ? 'allow' : 'deny' } };
  return { login: other.login, expect: expectLike(report, other.report) };
}

/** How a test asks for the first report where the second is another: the weightiest difference alone, no mere spelling. */
function expectLike(report: Report, other: Report): EntryTest['expect'] {
  const endings = [report, other].map(({ outcome }) => (outcome === 'failure' ? 'deny' : outcome));
  if (endings[0] !== endings[1]) return { outcome: endings[0] };
  if ((report.multifactor === null) !== (other.multifactor === null)) {
    return { mfa: report.multifactor === null ? 'not required' : 'required' };
  }
  if (!isDeepStrictEqual(new Set(report.scopes), new Set(other.scopes))) return { scopes: report.scopes };
  const claims = differentClaim(report, other, (a, b) => isDeepStrictEqual(foldAll(a), foldAll(b)));
  const expected = claims ?? differentClaim(report, other, isDeepStrictEqual);
  if (expected !== null) return expected;
  const [counts, otherCounts] = [countersOf(report), countersOf(other)];
  if (!isDeepStrictEqual(counts, otherCounts)) return { counts };
  if (report.by !== other.by && report.by !== null) return { by: report.by };
  return { outcome: endings[0] };
}

/** How a test asks for the first claim that is another; null: all are the same. */
function differentClaim(
  report: Report,
  other: Report,
  isSame: (a: unknown, b: unknown) => boolean,
): EntryTest['expect'] | null {
  for (const token of ['idToken', 'accessToken', 'saml'] as const) {
    const wanted = new Map(Object.entries(report[token]));
    const found = new Map(Object.entries(other[token]));
    for (const [name, value] of wanted) {
      if (!isSame(value, found.get(name))) return { claims: Object.fromEntries([[name, value]]) };
    }
    const added = [...found.keys()].find((name) => !wanted.has(name));
    if (added !== undefined) return { not_claims: [added] };
  }
  return null;
}
