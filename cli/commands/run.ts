import { displayText } from '../../grammar/index.ts';
import { checkProject, type ProjectOptions } from '../../project/index.ts';
import { createPipeline, formatTrace, type Trouble } from '../../runtime/index.ts';
import { createDecisionTable, type DecisionWriter } from '../decision-table.ts';
import { appOf, whoOf } from '../describe-decision.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { nameFromHere, ofCode, ofSeverity } from '../findings.ts';
import { formatFrames } from '../format-findings.ts';
import { type Output, traceStyle } from '../output.ts';
import { createProgress } from '../progress.ts';
import { readLogins } from '../read-logins.ts';
import { runLogins } from '../run-logins.ts';
import { describeRest, describeTrouble, openRunStore } from '../run-store.ts';

export interface RunOptions extends ProjectOptions {
  /** A file with logins, or `-` for stdin. */
  readonly login: string;
  readonly json: boolean;
  readonly trace: boolean;
  /** An SQLite file for what outlasts a login. Default: it is kept in memory, and gone afterwards. */
  readonly store?: string;
  /** Whether those who are asked for a second factor give it. Default: nobody says. */
  readonly confirm?: 'passed' | 'failed';
}

/** `lintel run`: takes logins through a project and tells what comes of them. */
export async function run(path: string, options: RunOptions, output: Output): Promise<ExitCode> {
  const checked = await checkProject(path, options);
  if (checked.steps === null) {
    output.warn(formatFrames(ofSeverity(nameFromHere(checked), 'error'), (_, text) => text).trimEnd());
    return EXIT.policies;
  }
  const unset = ofCode(nameFromHere(checked), 'missing-secret');
  if (unset.length > 0) output.say(`${formatFrames(unset, (_, text) => text).trimEnd()}\n`);
  const store = await openRunStore(options.store);
  const onTrouble = (trouble: Trouble): void => {
    const line = describeTrouble(trouble);
    if (line !== null) output.warn(line);
  };
  const pipeline = await createPipeline(checked.steps, { ...checked.pipelineOptions, store, onTrouble });
  const progress = createProgress('logins', !output.isQuiet);
  let count = 0;
  let broken = 0;
  try {
    const { lines, isSingle } = await lookAhead(readLogins(options.login));
    const clock = options.now === undefined ? {} : { now: options.now };
    const confirm = options.confirm === undefined ? {} : { confirm: options.confirm };
    const trace = options.trace || (isSingle && !options.json);
    const writer = options.json
      ? jsonWriter(output)
      : trace
        ? storyWriter(output, isSingle)
        : createDecisionTable(output);
    for await (const decision of runLogins(pipeline, lines, { ...clock, ...confirm, trace })) {
      progress.update(++count);
      if (decision.problem !== null) {
        broken++;
        output.warn(`${nameOf(options.login)}:${decision.line}: ${decision.problem}`);
      }
      await writer.add(decision);
    }
    progress.end();
    await writer.end();
    await pipeline.flush();
    for (const line of await describeRest(store, options.store !== undefined)) output.warn(line);
  } finally {
    progress.end();
    pipeline.dispose();
    await store.close();
  }
  if (count === 0) output.warn(`${nameOf(options.login)} has no logins`);
  return broken > 0 ? EXIT.failure : EXIT.fine;
}

function nameOf(file: string): string {
  return file === '-' ? '<stdin>' : file;
}

/** NDJSON: a report a line. */
function jsonWriter(output: Output): DecisionWriter {
  return {
    add: ({ report }) => output.result(`${JSON.stringify(report)}\n`),
    async end() {},
  };
}

/** The whole story of each login; of several, with their lines in the file. */
function storyWriter(output: Output, isSingle: boolean): DecisionWriter {
  return {
    add({ line, report }) {
      const place = isSingle ? '' : `line ${line}: `;
      const text =
        report.code === 'bad_login' ? `line ${line}` : `${place}${whoOf(report)} → ${appOf(report)}`;
      const title = output.paint('bold', displayText(text));
      return output.result(`${title}\n${formatTrace(report, traceStyle(output.paint)).join('\n')}\n\n`);
    },
    async end() {},
  };
}

/** Whether there is only one, found out by reading two. */
async function lookAhead<T>(
  items: AsyncGenerator<T, void, void>,
): Promise<{ readonly lines: AsyncIterable<T>; readonly isSingle: boolean }> {
  const first = await items.next();
  const second = first.done ? first : await items.next();
  async function* all() {
    for (const { done, value } of [first, second]) if (!done && value !== undefined) yield value;
    yield* items;
  }
  return { lines: all(), isSingle: !first.done && second.done === true };
}
