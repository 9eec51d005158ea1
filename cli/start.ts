import path from 'node:path';
import { loadProject } from '../project/index.ts';
import { formatTrace, type Report } from '../runtime/index.ts';
import { appOf, OUTCOME_COLOURS, whoOf, whyOf } from './describe-decision.ts';
import { createTable } from './format-table.ts';
import { createOutput, type Output, traceStyle } from './output.ts';
import { createProgress } from './progress.ts';
import { readLogins } from './read-logins.ts';
import { type Decision, runLogins } from './run-logins.ts';

const EXAMPLE = path.join(import.meta.dirname, '../examples/hr-portal');
const SAMPLE = 12;

/** What `npm start` shows: a day of logins at an HR portal, what came of them, and why. */
async function main(output: Output): Promise<void> {
  const started = performance.now();
  output.say('loading examples/hr-portal …');
  const project = await loadProject(EXAMPLE);
  const rules = project.policies.reduce((sum, policy) => sum + policy.rules.length, 0);
  output.say(
    `loaded ${rules} rules in ${milliseconds(started)}; taking the logins of logins.ndjson through them …`,
  );
  const ran = performance.now();
  const progress = createProgress('logins', true);
  const decisions: Decision[] = [];
  for await (const decision of runLogins(project, readLogins(path.join(EXAMPLE, 'logins.ndjson')), {
    trace: true,
  })) {
    decisions.push(decision);
    progress.update(decisions.length);
  }
  progress.end();
  output.say(`took ${decisions.length} logins through them in ${milliseconds(ran)}, each with its trace\n`);
  project.dispose();
  await output.result(
    [
      ...section('What came of them', countLines(decisions, output), output),
      ...section('Some of them', sampleLines(decisions, output), output),
      ...section('One in full', storyLines(decisions, output), output),
      ...section('Try next', NEXT, output),
    ].join('\n'),
  );
}

const NEXT = [
  ['The policy in plain English', 'lintel -- explain examples/hr-portal'],
  [
    'Another login in full',
    'lintel -- run examples/hr-portal --login examples/hr-portal/logins/manager-at-home.json',
  ],
  ['Other systems that are asked and told, pages that people are sent to', 'example -- consumer'],
  ['What is wrong with policies (change one and see)', 'lintel -- check examples/*/'],
  ['Their tests, and the laws that they keep', 'lintel -- test examples/*/'],
  ['Rules in JavaScript on one login', 'lintel -- try examples/imported-tenant'],
  ['The JavaScript that a policy becomes', 'lintel -- compile examples/hr-portal'],
  ['A project of your own', 'lintel -- init my-rules'],
].flatMap(([what = '', command = '']) => [what, `  npm run --silent ${command}`]);

function section(title: string, lines: readonly string[], output: Output): readonly string[] {
  return [output.paint('bold', title), '', ...lines.map((line) => `  ${line}`.trimEnd()), ''];
}

/** How often each outcome came, by the rule that decided. */
function countLines(decisions: readonly Decision[], output: Output): readonly string[] {
  const counts = new Map<string, { readonly report: Report; count: number }>();
  for (const { report } of decisions) {
    const key = kindOf(report);
    const group = counts.get(key) ?? { report, count: 0 };
    counts.set(key, { ...group, count: group.count + 1 });
  }
  const groups = [...counts.values()].toSorted((a, b) => b.count - a.count);
  const rows = groups.map(({ report, count }) => [String(count), report.outcome, report.by ?? whyOf(report)]);
  const table = createTable(['logins', 'outcome', 'because'], rows, output.columns);
  return [table.head, ...rows.map((row, index) => coloured(table.row(row), groups[index]?.report, output))];
}

/** Logins of a kind have the same outcome for the same reason. */
function kindOf(report: Report): string {
  return `${report.outcome} ${report.by ?? whyOf(report)}`;
}

/** A few of each kind, in the order of the file. */
function sampleLines(decisions: readonly Decision[], output: Output): readonly string[] {
  const taken = new Map<string, number>();
  const sample = decisions.filter(({ report }) => {
    const key = kindOf(report);
    taken.set(key, (taken.get(key) ?? 0) + 1);
    return (taken.get(key) ?? 0) <= 3;
  });
  const shown = sample.slice(0, SAMPLE).map(({ report }) => report);
  const rows = shown.map((report) => [whoOf(report), appOf(report), report.outcome, whyOf(report)]);
  const table = createTable(['who', 'app', 'outcome', 'why'], rows, Math.min(output.columns, 120) - 2);
  return [table.head, ...rows.map((row, index) => coloured(table.row(row), shown[index], output))];
}

function storyLines(decisions: readonly Decision[], output: Output): readonly string[] {
  const told = decisions.find(({ report }) => report.outcome === 'challenge') ?? decisions[0];
  if (told === undefined) return ['there are no logins'];
  const { report } = told;
  return [`${whoOf(report)} → ${appOf(report)}`, ...formatTrace(report, traceStyle(output.paint))];
}

function coloured(row: string, report: Report | undefined, { paint }: Output): string {
  return report === undefined
    ? row
    : row.replace(report.outcome, paint(OUTCOME_COLOURS[report.outcome], report.outcome));
}

function milliseconds(since: number): string {
  return `${Math.round(performance.now() - since)} ms`;
}

await main(createOutput({ color: true, quiet: false }));
