import { expandLogin, type Pipeline, type Report } from '../runtime/index.ts';
import type { LoginLine } from './read-logins.ts';

/** What came of one login of a file. */
export interface Decision {
  /** The line of the file that the login begins in. */
  readonly line: number;
  readonly report: Report;
  /** Why the line could not be taken for a login; null when it could. */
  readonly problem: string | null;
}

export interface RunLoginsOptions {
  /** The clock for logins that do not bring their own with `at`. Default: now. */
  readonly now?: Date;
  readonly trace: boolean;
  /** Whether those who are asked for a second factor give it. Default: nobody says. */
  readonly confirm?: 'passed' | 'failed';
}

/**
 * Takes logins through policies, one after the other and in their order. A login may be abbreviated. What is none gives
 * a report with the outcome `failure`, too.
 */
export async function* runLogins(
  pipeline: Pipeline,
  lines: AsyncIterable<LoginLine>,
  { now, trace, confirm }: RunLoginsOptions,
): AsyncGenerator<Decision, void, void> {
  for await (const line of lines) {
    if (line.kind === 'broken') {
      yield await refuse(pipeline, line.line, line.reason);
      continue;
    }
    const expanded = expandLogin(line.value);
    if (expanded.kind === 'problem') {
      const sentences = expanded.problems.map(({ message, help }) =>
        help === null ? message : `${message} (${help})`,
      );
      yield await refuse(pipeline, line.line, sentences.join('; '));
      continue;
    }
    const clock = expanded.now ?? now;
    const report = await pipeline.run(
      expanded.login,
      clock === undefined ? { trace } : { trace, now: clock },
    );
    yield { line: line.line, report: await confirmed(pipeline, report, confirm), problem: null };
  }
}

/** What becomes of a login that was asked for a second factor, once it is known whether it was given. */
async function confirmed(
  pipeline: Pipeline,
  report: Report,
  confirm: RunLoginsOptions['confirm'],
): Promise<Report> {
  if (confirm === undefined || report.outcome !== 'challenge' || report.confirm === null) return report;
  const end = await pipeline.confirm(report.confirm, confirm);
  return { ...end, trace: end.trace ?? report.trace };
}

/** The runtime makes the report of what is no login, so that it has the shape of every other. */
async function refuse(pipeline: Pipeline, line: number, problem: string): Promise<Decision> {
  const report = await pipeline.run(NO_LOGIN);
  return { line, report: { ...report, message: problem }, problem };
}

const NO_LOGIN = null;
