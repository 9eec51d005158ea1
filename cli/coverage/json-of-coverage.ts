import type { Coverage, FileCoverage } from '../../verify/index.ts';
import { describeGap, lineOfGap } from './describe-gap.ts';
import { percent } from './percent.ts';

/** The coverage as plain data; docs/CLI.md describes it. */
export function jsonOfCoverage({ files, rules, clauses }: Coverage) {
  return {
    rules: { ...rules, percent: percent(rules) },
    clauses: { ...clauses, percent: percent(clauses) },
    files: files.map(jsonOfFile),
  };
}

function jsonOfFile({ kind, source, id, rules, gaps }: FileCoverage) {
  return {
    file: source.name,
    kind,
    id,
    rules: rules.map(({ id, name, line, mode, endings, failed, notReached, possible, clauses }) => ({
      ...{ id, name, line, mode },
      applied: endings.applied,
      didNotApply: endings['did not apply'],
      couldNotTell: endings['could not tell'],
      ...{ failed, notReached, possible },
      clauses: clauses.map(({ part, text, line, answers, deciding, possible }) => ({
        ...{ part, text, line, ...answers, deciding, possible },
      })),
    })),
    untested: gaps.map((gap) => ({
      rule: gap.rule.id,
      clause: gap.kind === 'answer' || gap.kind === 'never deciding' ? gap.clause.text : null,
      line: lineOfGap(gap),
      what: describeGap(gap),
    })),
  };
}
