import type { Core, CoreField, ResultView } from '../../compiler/index.ts';
import { type KnownEndings, literalsOf } from './known-endings.ts';
import { resultFields } from './result-views.ts';

/** Plain data, as under `expect` of a test. */
export type Demand = Readonly<Record<string, unknown>>;

/** Another way for a login to end, and how a test would ask for it. */
interface Ending {
  readonly view: ResultView;
  readonly expect: Demand;
}

/**
 * What a test would expect of a login that breaks a law, if the law held: the first ending that differs only in what the
 * sentences ask for and with which the law is not broken; what rules of the project do anyway comes first. Null: none of
 * those tried is.
 */
export function demandedResult(
  sentences: readonly Core[],
  view: ResultView,
  isBroken: (view: ResultView) => boolean,
  known: KnownEndings,
): Demand | null {
  const literals = [...new Set(sentences.flatMap(literalsOf))];
  const fields = sentences.flatMap((core) => resultFields(core).toSorted((a, b) => rank(a) - rank(b)));
  const endings = fields.flatMap((field) => endingsFor(field, view, { literals, known }));
  return endings.find((ending) => !isBroken(ending.view))?.expect ?? null;
}

/** What the sentences name, and what rules do. */
interface Named {
  readonly literals: readonly unknown[];
  readonly known: KnownEndings;
}

/** The smallest difference first: a second factor is less than a refusal. */
const ORDER: readonly string[] = ['mfa', 'claims', 'scopes', 'outcome', 'by'];

function rank({ path: [first = ''] }: CoreField): number {
  return ORDER.indexOf(first);
}

function endingsFor(
  { path: [first, name = ''] }: CoreField,
  view: ResultView,
  { literals, known }: Named,
): readonly Ending[] {
  switch (first) {
    case 'mfa':
      return view.mfa
        ? [{ view: allowed(view), expect: NO_FACTOR }]
        : [{ view: challenged(view), expect: FACTOR }];
    case 'outcome':
      return OUTCOMES.toSorted(([a], [b]) => Number(known.has(b)) - Number(known.has(a))).flatMap(
        ([outcome, become]) =>
          outcome === view.outcome ? [] : [{ view: become(view), expect: { outcome } }],
      );
    case 'claims':
      return endingsOfClaim(name, view, { literals, known });
    case 'scopes':
      return endingsOfScopes(view, literals);
    case 'by':
      return literals.flatMap((by) =>
        typeof by === 'string' && by !== view.by ? [{ view: { ...view, by }, expect: { by } }] : [],
      );
    default:
      return [];
  }
}

const FACTOR: Demand = { mfa: 'required' };
const NO_FACTOR: Demand = { mfa: 'not required' };

function denied(view: ResultView): ResultView {
  return { ...view, outcome: 'deny', mfa: false, scopes: [], claims: {} };
}

function challenged(view: ResultView): ResultView {
  return { ...view, outcome: 'challenge', mfa: true };
}

function allowed(view: ResultView): ResultView {
  return { ...view, outcome: 'allow', mfa: false };
}

const OUTCOMES = [
  ['deny', denied],
  ['challenge', challenged],
  ['allow', allowed],
] as const;

/** A list without one of its members, what rules set, the claim not set, or set to what the sentences name. */
function endingsOfClaim(name: string, view: ResultView, { literals, known }: Named): readonly Ending[] {
  const claims = new Map(Object.entries(view.claims));
  const found = claims.get(name);
  const set = (value: unknown): Ending => ({
    view: { ...view, claims: Object.fromEntries([...claims, [name, value]]) },
    expect: { claims: Object.fromEntries([[name, value]]) },
  });
  const rest = Object.fromEntries([...claims].filter(([other]) => other !== name));
  const without: Ending = { view: { ...view, claims: rest }, expect: { not_claims: [name] } };
  const shorter = withoutOne(Array.isArray(found) ? found : []).filter((members) => members.length > 0);
  return [
    ...shorter.map(set),
    ...known.valuesOf(name).map(set),
    ...(found === undefined ? [] : [without]),
    ...literals.map(set),
  ];
}

function endingsOfScopes(view: ResultView, literals: readonly unknown[]): readonly Ending[] {
  const more = literals.flatMap((one) => (typeof one === 'string' ? [[...view.scopes, one]] : []));
  return [...withoutOne(view.scopes), ...more, []].map((scopes) => ({
    view: { ...view, scopes },
    expect: { scopes },
  }));
}

function withoutOne<T>(list: readonly T[]): readonly (readonly T[])[] {
  return list.map((_, index) => list.filter((__, other) => other !== index));
}
