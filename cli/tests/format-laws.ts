import { displayText, positionAt } from '../../grammar/index.ts';
import { formatRuleTrace, type Report } from '../../runtime/index.ts';
import type { Counterexample, Law, LawsReport, Verdict } from '../../verify/index.ts';
import { sourceFromHere } from '../findings.ts';
import { type Output, type Paint, traceStyle } from '../output.ts';
import { isIdle } from './count-verdicts.ts';
import type { TestedProject } from './tested-project.ts';

export interface LawsStyle extends Pick<Output, 'paint' | 'isQuiet'> {
  /** Whether skipped laws are told with their reasons. */
  readonly isVerbose: boolean;
  /** The command that tries the same logins again. */
  readonly replay: string;
}

/** The laws of a project: those of its authors one by one, built-in ones that held together in a line. */
export function formatLaws(
  { root, laws }: Pick<TestedProject, 'root' | 'laws'>,
  style: LawsStyle,
): readonly string[] {
  if (laws === null || laws.verdicts.length === 0) return [];
  const lines = [
    ...laws.verdicts.flatMap((one) => formatVerdict(one, root, laws, style)),
    ...together(laws, style),
  ];
  if (style.isQuiet) return lines;
  const { paint } = style;
  const cut = laws.isCutShort ? ', then the time was up' : '';
  const tried = `laws  (${countLogins(laws.logins)} tried, seed ${laws.seed}${cut})`;
  return [
    paint('bold', 'laws') + paint('dim', tried.slice('laws'.length)),
    ...lines,
    ...formatRemarks(laws, paint),
  ];
}

function formatVerdict(
  verdict: Verdict,
  root: string | null,
  { logins }: LawsReport,
  { paint, isQuiet, isVerbose, replay }: LawsStyle,
): readonly string[] {
  const name = displayText(verdict.law.name);
  switch (verdict.kind) {
    case 'held':
      if (isQuiet || verdict.law.place === null) return [];
      return [`${paint('green', '✓')} ${name}${paint('dim', `  (held for ${countLogins(verdict.logins)})`)}`];
    case 'hardly exercised': {
      if (isIdle(verdict)) return [];
      const told = `only ${verdict.logins.toLocaleString('en')} of ${countLogins(logins)} had to do with it`;
      return [
        `${paint('yellow', '?')} ${paint('bold', name)}  ${told}${placeOf(verdict.law, root, paint)}`,
        `    ${paint('dim', 'nothing can be said of it: try more logins with --runs, or widen its `given`')}`,
      ];
    }
    case 'skipped':
      if (isQuiet || !isVerbose) return [];
      return [
        `${paint('yellow', '–')} ${name}${paint('dim', `  (skipped: ${displayText(verdict.reason)})`)}`,
      ];
    case 'broken':
      return [
        `${paint('red', '✗')} ${paint('bold', name)}${placeOf(verdict.law, root, paint)}`,
        ...formatCounterexample(verdict.counterexample, paint),
        `    ${paint('dim', 'replay:')} ${displayText(replay)}`,
      ];
  }
}

/** What is told of a login that breaks a law. */
export function formatCounterexample(
  { sentence, why, report, other, entry, isFault, index }: Counterexample,
  paint: Paint,
): readonly string[] {
  const indented = (text: string, by: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => by + displayText(line));
  const rules = (decided: Report) =>
    decidersOf(decided).flatMap((rule) =>
      formatRuleTrace(rule, traceStyle(paint)).map((line) => `      ${line}`),
    );
  return [
    ...(isFault ? [`    ${paint('red', FAULT)}`] : []),
    ...indented(sentence, '    '),
    `    ${displayText(why)}`,
    ...rules(report),
    ...(other === null ? [] : rules(other.report)),
    ...(index === null ? [`    ${paint('dim', 'it was among the logins of counterexamples.yaml')}`] : []),
    `    ${paint('dim', 'as a test, to paste below `tests:`')}`,
    ...indented(entry, '      '),
  ];
}

const FAULT = 'this is a mistake of Lintel, not of your policy: do not rely on the policy, and report this';

function decidersOf({ by, policy, trace }: Report) {
  return (trace ?? []).filter((rule) => rule.rule === by && rule.policy === policy);
}

function placeOf({ place }: Law, root: string | null, paint: Paint): string {
  if (place === null) return paint('dim', '  (built in)');
  const { name } = sourceFromHere(root, place.source);
  return paint('dim', `  (${displayText(name)}:${positionAt(place.source, place.span.start).line})`);
}

/** What is said of several laws in one line. */
function together({ verdicts }: LawsReport, { paint, isQuiet, isVerbose }: LawsStyle): readonly string[] {
  if (isQuiet) return [];
  const held = verdicts.filter(({ kind, law }) => kind === 'held' && law.place === null);
  const idle = verdicts.filter(isIdle);
  const skipped = verdicts.filter(({ kind }) => kind === 'skipped');
  const names = (some: readonly Verdict[]) => some.map(({ law }) => displayText(law.name)).join(', ');
  const those = (some: readonly Verdict[], what: string) =>
    `${some.length} ${what}${some.length === 1 ? '' : 's'}`;
  return [
    ...(held.length === 0
      ? []
      : [`${paint('green', '✓')} ${those(held, 'built-in law')}${paint('dim', '  (held)')}`]),
    ...(idle.length === 0
      ? []
      : [`${paint('dim', '·')} ${those(idle, 'built-in law')} with little to look at here: ${names(idle)}`]),
    ...(skipped.length === 0 || isVerbose
      ? []
      : [
          `${paint('yellow', '–')} ${those(skipped, 'law')} skipped${paint('dim', '  (--verbose says why)')}`,
        ]),
  ];
}

/** What is told of logins that show little. */
export function formatRemarks({ failures, logins, unanswered }: LawsReport, paint: Paint): readonly string[] {
  const failed =
    failures === 0
      ? []
      : [`${failures.toLocaleString('en')} of ${countLogins(logins)} ended in a failure of the rules`];
  const asked = unanswered
    .slice(0, MOST_ADDRESSES)
    .map((address) => `nobody answers for ${address}: say under \`answers:\` what it answers`);
  return [...failed, ...asked].map((line) => `${paint('yellow', '!')} ${displayText(line)}`);
}

const MOST_ADDRESSES = 5;

export function countLogins(logins: number): string {
  return `${logins.toLocaleString('en')} login${logins === 1 ? '' : 's'}`;
}
