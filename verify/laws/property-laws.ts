import { type CoreProperty, type Evaluate, openEvaluator, type ResultView } from '../../compiler/index.ts';
import type { CheckedProject } from '../../project/index.ts';
import { lookUpsAsFields, withLookUps } from '../look-ups/look-ups-as-fields.ts';
import { demandedResult } from './demanded-result.ts';
import { type KnownEndings, knownEndings } from './known-endings.ts';
import type { Judgement, Law, LawRun } from './law.ts';
import { resultFields, resultViews, type TokenView } from './result-views.ts';

/** The laws that the authors of a project wrote, in the order of its files. */
export function propertyLaws(project: CheckedProject): readonly Law[] {
  const known = knownEndings(project);
  return project.tests.flatMap((file) => {
    const core = lookUpsAsFields(file.core);
    const evaluate = openEvaluator(core);
    return core.properties.map((property) => lawOf(property, file, { evaluate, known }));
  });
}

type Run = Pick<LawRun, 'login' | 'report'>;

function lawOf(
  property: CoreProperty,
  { source }: CheckedProject['tests'][number],
  { evaluate, known }: { readonly evaluate: Evaluate; readonly known: KnownEndings },
): Law {
  const { name, span, given, claim, condition, skip } = property;
  const sentences = given === null ? [condition] : [condition, given];
  const needsResult = given !== null && resultFields(given).length > 0;

  /** Null: the law is not about this login with this result. */
  const valueIn = (login: Run['login'], result: ResultView) => {
    const moment = { ...momentOf(login), result };
    if (given !== null && evaluate(given, moment) !== true) return null;
    const value = evaluate(condition, moment);
    return { value, isBroken: claim === 'always' ? value !== true : value === true };
  };
  const exceptionTo = ({ login, report }: Run): TokenView | undefined =>
    resultViews(report, sentences).find(({ view }) => valueIn(login, view)?.isBroken);

  const judge = ({ login, report }: Run): Judgement => {
    if (given !== null && !needsResult && evaluate(given, momentOf(login)) !== true)
      return { kind: 'beside' };
    const values = resultViews(report, sentences).map(({ token, view }) => ({
      token,
      found: valueIn(login, view),
    }));
    if (values.every(({ found }) => found === null)) return { kind: 'beside' };
    const exception = values.find(({ found }) => found?.isBroken);
    if (exception === undefined) return { kind: 'held' };
    const place = exception.token === null ? '' : ` in the ${exception.token}`;
    const why = `${valueText(exception.found?.value)} \`${property.conditionText}\`${place}`;
    return { kind: 'broken', why, other: null, isFault: false };
  };
  return {
    name,
    place: { source, span },
    summary: summaryOf(property),
    skip,
    judge: async (run) => judge(run),
    demand(run) {
      const exception = exceptionTo(run);
      if (exception === undefined) return null;
      const isBroken = (view: ResultView) => valueIn(run.login, view)?.isBroken === true;
      return demandedResult(sentences, exception.view, isBroken, known);
    },
  };
}

/** The login with what look-ups answer it. */
function momentOf({ user, context, now, answers }: Run['login']) {
  return { user, context: withLookUps(context, answers), now };
}

function valueText(value: unknown): string {
  if (value === undefined) return 'nobody can tell whether it is so that';
  return value === true ? 'it is so that' : 'it is not so that';
}

function summaryOf({ givenText, claim, conditionText }: CoreProperty): string {
  return givenText === null ? `${claim} ${conditionText}` : `given ${givenText}, ${claim} ${conditionText}`;
}
