import type { DataField, Expectation, Word } from '../../grammar/index.ts';
import type { Difference } from '../tests/find-differences.ts';
import { ANY, readData } from '../tests/read-data.ts';

/**
 * An expectation with what happened in the place of what did not, as plain data. What came of nothing is no longer
 * expected.
 */
export function correctedExpectation(
  expect: Expectation,
  differences: readonly Difference[],
): Readonly<Record<string, unknown>> {
  const found = new Map(differences.map((one) => [one.what, one.found]));
  const now = (what: string, written: unknown): unknown => (found.has(what) ? found.get(what) : written);
  const text = (key: string, word: Word | null) => now(key, word?.text ?? null);
  const fields = (prefix: string, written: readonly DataField[]) =>
    written.map(
      ({ name, value }) => [name.text, now(`${prefix}.${name.text}`, readData(value, ANY))] as const,
    );
  const names = (key: string, written: readonly Word[] | null) =>
    now(key, written?.map((name) => name.text) ?? null);
  const rules = (key: string, written: readonly Word[]) =>
    written.map((rule) => rule.text).filter((rule) => !found.has(`${key}.${rule}`));
  const metadata = expect.metadata.map(({ name, value }) => {
    const inner = value.kind === 'record' ? fields(`metadata.${name.text}`, value.fields) : [];
    return [name.text, filled(inner)] as const;
  });
  const wanted = [
    ['outcome', now('outcome', expect.outcome?.value ?? null)],
    ['by', text('by', expect.by)],
    ['mfa', now('mfa', expect.mfa?.value ?? null)],
    ['claims', filled(fields('claims', expect.claims))],
    ['not_claims', expect.notClaims.map((name) => name.text).filter((name) => !found.has(`claims.${name}`))],
    ['scopes', names('scopes', expect.scopes)],
    ['message', text('message', expect.message)],
    ['code', text('code', expect.code)],
    ['redirect', text('redirect', expect.redirect)],
    ['applied', rules('applied', expect.applied)],
    ['not_applied', rules('not_applied', expect.notApplied)],
    ['metadata', filled(metadata)],
    ['counts', names('counts', expect.counts)],
    ['notifies', names('notifies', expect.notifies)],
    ['calls', names('calls', expect.calls)],
  ] as const;
  // None at all of these is something that can be expected.
  return filled(wanted.filter(([key, value]) => ALL.has(key) || !isEmpty(value)));
}

const ALL: ReadonlySet<string> = new Set(['scopes', 'counts', 'notifies', 'calls']);

/** A record without what is null. */
function filled(fields: readonly (readonly [name: string, value: unknown])[]) {
  return Object.fromEntries(fields.filter(([, value]) => value !== null));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
