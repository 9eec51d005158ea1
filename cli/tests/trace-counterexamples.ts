import type { CheckedProject } from '../../project/index.ts';
import type { Report } from '../../runtime/index.ts';
import {
  type Counterexample,
  type LawsReport,
  openTrial,
  type TimedLogin,
  type Trial,
  type Verdict,
} from '../../verify/index.ts';

/**
 * The same report with traces in the reports of its counter-examples, so that it can be told what decided. Where a
 * login goes otherwise when it is run again, the report stays without. The other of two reports is of `second`.
 */
export async function traceCounterexamples(
  project: CheckedProject,
  laws: LawsReport,
  second: CheckedProject = project,
): Promise<LawsReport> {
  if (!laws.verdicts.some(({ kind }) => kind === 'broken')) return laws;
  const trial = await openTrial(project);
  const other = second === project ? trial : await openTrial(second);
  const answers = [project, second].flatMap(({ tests }) => tests.flatMap((file) => file.answers));
  const traced = async (login: TimedLogin, report: Report, { run }: Trial = trial): Promise<Report> => {
    const again = (await run(login, { answers, trace: true })).report;
    const isSame = again.outcome === report.outcome && again.by === report.by;
    return isSame ? { ...report, trace: again.trace } : report;
  };
  const tracedExample = async (found: Counterexample): Promise<Counterexample> => ({
    ...found,
    report: await traced(found.login, found.report),
    other:
      found.other === null
        ? null
        : { login: found.other.login, report: await traced(found.other.login, found.other.report, other) },
  });
  try {
    const verdicts: Verdict[] = [];
    for (const verdict of laws.verdicts) {
      if (verdict.kind !== 'broken') verdicts.push(verdict);
      else verdicts.push({ ...verdict, counterexample: await tracedExample(verdict.counterexample) });
    }
    return { ...laws, verdicts };
  } finally {
    trial.dispose();
    if (other !== trial) other.dispose();
  }
}
