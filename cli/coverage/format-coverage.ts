import { displayText, displayWidth } from '../../grammar/index.ts';
import type { Coverage, Ending, FileCoverage, RuleCoverage, Share } from '../../verify/index.ts';
import type { Paint } from '../output.ts';
import { describeGap, lineOfGap } from './describe-gap.ts';
import { percent, shareOfFile } from './percent.ts';

/** The coverage for a terminal: a bar for each file, a line for each rule, and what no test shows in sentences. */
export function formatCoverage({ files, rules, clauses }: Coverage, paint: Paint): string {
  const total = [
    `${paint('bold', 'coverage')}  ${formatShare('endings of rules', rules)}, ${formatShare('answers of sentences', clauses)}`,
  ];
  return [...total, ...files.flatMap((file) => ['', ...formatFile(file, paint)])]
    .map((line) => `${line}\n`)
    .join('');
}

const BAR = 20;

function formatShare(what: string, share: Share): string {
  const { reached, possible } = share;
  return `${reached.toLocaleString('en')} of ${possible.toLocaleString('en')} ${what} (${percent(share)}%)`;
}

function formatFile(file: FileCoverage, paint: Paint): readonly string[] {
  const share = shareOfFile(file);
  const full = Math.floor((percent(share) / 100) * BAR);
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
  const colour = percent(share) === 100 ? 'green' : 'yellow';
  const ids = file.rules.map(({ id }) => displayText(id));
  const width = Math.max(...ids.map(displayWidth));
  const name = displayText(file.source.name);
  return [
    `${paint('bold', name)}  ${paint(colour, bar)} ${percent(share)}%`,
    ...file.rules.map((rule, index) => {
      const id = ids[index] ?? '';
      return `  ${id}${' '.repeat(width - displayWidth(id))}  ${formatRule(rule, paint)}`;
    }),
    ...file.gaps.map((gap) => {
      const line = lineOfGap(gap);
      const place = line === null ? '' : paint('dim', `  (${name}:${line})`);
      return `  ${paint('yellow', '–')} \`${displayText(gap.rule.id)}\`: ${displayText(describeGap(gap))}${place}`;
    }),
  ];
}

function formatRule(rule: RuleCoverage, paint: Paint): string {
  if (rule.mode === 'disabled') return paint('dim', 'off');
  const marks = ENDINGS.filter(([ending]) => rule.possible.includes(ending) || rule.endings[ending] > 0).map(
    ([ending, word]) => {
      const count = rule.endings[ending];
      return count > 0 ? `${paint('green', '✓')} ${word} ${count}` : `${paint('yellow', '–')} ${word}`;
    },
  );
  const mode = rule.mode === 'report-only' ? [paint('dim', 'report-only')] : [];
  const failed = rule.failed > 0 ? [`${paint('red', '✗')} failed ${rule.failed}`] : [];
  return [...marks, ...failed, ...mode].join('  ');
}

const ENDINGS: readonly (readonly [Ending, string])[] = [
  ['applied', 'applied'],
  ['did not apply', 'not'],
  ['could not tell', 'could not tell'],
];
