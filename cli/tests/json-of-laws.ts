import { positionAt } from '../../grammar/index.ts';
import type { LawsReport, Verdict } from '../../verify/index.ts';
import { sourceFromHere } from '../findings.ts';

/** What is the same for all laws that were tried together. */
export function jsonOfRun({ seed, logins, isCutShort, failures, unanswered }: LawsReport) {
  return { seed, logins, isCutShort, failures, unanswered };
}

/** What a law came to; docs/CLI.md describes it. `root`: the folder of its project. */
export function jsonOfVerdict(verdict: Verdict, root: string | null) {
  const { name, summary, place } = verdict.law;
  const found = verdict.kind === 'broken' ? verdict.counterexample : null;
  return {
    name,
    summary,
    file: place === null ? null : sourceFromHere(root, place.source).name,
    line: place === null ? null : positionAt(place.source, place.span.start).line,
    result: verdict.kind,
    logins: verdict.kind === 'skipped' ? 0 : verdict.logins,
    reason: verdict.kind === 'skipped' ? verdict.reason : null,
    counterexample:
      found === null
        ? null
        : {
            login: found.login,
            outcome: found.report.outcome,
            by: found.report.by,
            why: found.why,
            sentence: found.sentence,
            other: found.other === null ? null : found.other.login,
            entry: found.entry,
            isFault: found.isFault,
          },
  };
}
