import { displayText } from '../../grammar/index.ts';
import type { Output } from '../output.ts';
import { countLaws, countTests, type LawCounts } from './count-verdicts.ts';
import { formatLaws } from './format-laws.ts';
import { formatResults } from './format-results.ts';
import type { TestedProject } from './tested-project.ts';

export interface TextStyle extends Pick<Output, 'paint' | 'isQuiet'> {
  readonly isVerbose: boolean;
  /** Whether tests were left out on purpose, so that it says nothing when there are none. */
  readonly isPart: boolean;
  /** The command that tries the same logins of a project again. */
  readonly replayOf: (project: TestedProject) => string;
}

/** Tests and laws for people: what failed with its reasons, and the counts at the end. */
export function formatTests(projects: readonly TestedProject[], style: TextStyle): string {
  const { paint, isQuiet } = style;
  const tests = countTests(projects);
  const laws = countLaws(projects);
  const isNamed = projects.flatMap(({ files }) => files).length > 1 || projects.length > 1;
  const blocks = projects.flatMap((project) => [
    ...project.files.map((file) => {
      const lines = formatResults(file, style);
      return isNamed && lines.length > 0 ? [paint('bold', displayText(file.source.name)), ...lines] : lines;
    }),
    formatLaws(project, { ...style, replay: style.replayOf(project) }),
  ]);
  const shown = blocks.filter((lines) => lines.length > 0);
  const isBad = tests.failed > 0 || laws.broken > 0 || laws.faults > 0;
  if (isQuiet && shown.length === 0) return '';
  const total = tests.passed + tests.failed + tests.skipped;
  const counted = [
    ...(total > 0 ? [`${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped`] : []),
    ...(total === 0 && !style.isPart ? [NO_TESTS] : []),
    ...(projects.some((project) => project.laws !== null) ? [summariseLaws(laws)] : []),
  ];
  const colour = isBad ? 'red' : laws.hardlyExercised > 0 ? 'yellow' : 'green';
  const summary = counted.map((line) => `${line === NO_TESTS ? line : paint(colour, line)}\n`).join('');
  return `${shown.map((lines) => lines.map((line) => `${line}\n`).join('')).join(isNamed || projects.some((project) => project.laws !== null) ? '\n' : '')}${shown.length > 0 ? '\n' : ''}${summary}`;
}

const NO_TESTS = 'no tests; a policy carries them under `tests:`';

/** What is not there is not counted. */
function summariseLaws({ held, broken, faults, hardlyExercised, skipped }: LawCounts): string {
  const parts = [
    `${held} held`,
    `${broken} broken`,
    ...(hardlyExercised > 0 ? [`${hardlyExercised} hardly exercised`] : []),
    ...(faults > 0 ? [`${faults} broken by Lintel itself`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return `laws: ${parts.join(', ')}`;
}
