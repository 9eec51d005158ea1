import {
  appOf,
  createOutput,
  createTable,
  OUTCOME_COLOURS,
  type Output,
  whoOf,
  whyOf,
} from '../cli/index.ts';
import { type Deed, formatDeeds, type Report } from '../runtime/index.ts';
import { examplesWithService, runExample, type Taken } from './run-example.ts';

/** What `npm run example -- NAME` shows: what came of each login, what lasts, and what the systems beside it heard. */
async function main(example: string | undefined, output: Output): Promise<void> {
  const known = examplesWithService();
  if (example === undefined || !known.includes(example)) {
    output.warn(
      `name one of these: ${known.map((name) => `npm run --silent example -- ${name}`).join(', ')}`,
    );
    process.exitCode = 2;
    return;
  }
  output.say(
    `starting what stands in for the other systems of ${example}, and taking its logins through …\n`,
  );
  const taken = await runExample(example, { trace: false });
  await output.result(
    [
      ...section('What came of the logins', decisionLines(taken, output), output),
      ...section('What lasts', lastingLines(taken, output), output),
      ...section('What the other systems heard', heardLines(taken, output), output),
      ...section('Try next', nextLines(example), output),
    ].join('\n'),
  );
}

function decisionLines(taken: readonly Taken[], output: Output): readonly string[] {
  const steps = taken.flatMap(({ name, report, after }) => [
    { report, cells: [name, whoOf(report), appOf(report), report.outcome, whyOf(report)] },
    ...(after === null
      ? []
      : [{ report: after, cells: ['', '', '', after.outcome, laterOf(report, after)] }]),
  ]);
  const rows = steps.map(({ cells }) => cells);
  const table = createTable(['login', 'who', 'app', 'outcome', 'why'], rows, widthOf(output));
  return [
    table.head,
    ...steps.map(({ report: { outcome }, cells }) =>
      table.row(cells).replace(` ${outcome} `, ` ${output.paint(OUTCOME_COLOURS[outcome], outcome)} `),
    ),
  ];
}

function laterOf(before: Report, after: Report): string {
  const what = before.outcome === 'challenge' ? 'after the second factor' : 'back from there';
  return `${what}: ${whyOf(after)}`;
}

function lastingLines(taken: readonly Taken[], output: Output): readonly string[] {
  const rows = taken.flatMap(({ name, report, after }) =>
    underName(name, formatDeeds((after ?? report).effects.filter(lasts))),
  );
  return tableOf(['login', 'what'], rows, output);
}

function lasts({ effect }: Deed): boolean {
  return ['set_metadata', 'count', 'link_to'].includes(effect);
}

function heardLines(taken: readonly Taken[], output: Output): readonly string[] {
  const rows = taken.flatMap(({ name, heard }) =>
    underName(
      name,
      heard.map(({ method, path, body }) => `${method} ${path.replace(/\?.*/, '?…')} ${body}`.trimEnd()),
    ),
  );
  return tableOf(['login', 'request'], rows, output);
}

/** Rows of a table whose first column says only once what they belong to. */
function underName(name: string, lines: readonly string[]): readonly (readonly string[])[] {
  return lines.map((line, index) => [index === 0 ? name : '', line]);
}

function tableOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  output: Output,
): readonly string[] {
  if (rows.length === 0) return ['nothing'];
  const table = createTable(head, rows, widthOf(output));
  return [table.head, ...rows.map((row) => table.row(row))];
}

function nextLines(example: string): readonly string[] {
  return [
    ['The policies in plain English', `explain examples/${example}`],
    ['Their tests, and the laws that they keep, without any other system', `test examples/${example}`],
  ].flatMap(([what = '', command = '']) => [what, `  npm run --silent lintel -- ${command}`]);
}

function section(title: string, lines: readonly string[], output: Output): readonly string[] {
  return [output.paint('bold', title), '', ...lines.map((line) => `  ${line}`.trimEnd()), ''];
}

function widthOf({ columns }: Output): number {
  return Math.min(columns, 140) - 2;
}

/** The port that another program uses already, where that is what went wrong; null: something else did. */
function portInUse(error: unknown): number | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return null;
  return 'port' in error && typeof error.port === 'number' ? error.port : null;
}

const output = createOutput({ color: true, quiet: false });
await main(process.argv[2], output).catch((error: unknown) => {
  const port = portInUse(error);
  if (port === null) throw error;
  output.warn(
    `something else uses port ${port} of this machine, perhaps this example in another window: end that, and try again`,
  );
  process.exitCode = 1;
});
