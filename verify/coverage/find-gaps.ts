import type { Gap, RuleCoverage } from './coverage.ts';

/** What no test shows of the rules that are not disabled, in their order. */
export function findGaps(rules: readonly RuleCoverage[]): readonly Gap[] {
  return rules.filter(({ mode }) => mode !== 'disabled').flatMap(gapsOf);
}

/** A sentence that is alone is answered as its rule ends, so nothing more is said of it. */
function gapsOf(rule: RuleCoverage): readonly Gap[] {
  const missed = rule.possible.filter((ending) => rule.endings[ending] === 0);
  if (missed.length === rule.possible.length && rule.failed === 0) return [{ kind: 'not reached', rule }];
  const endings = missed.map((ending): Gap => ({ kind: 'ending', rule, ending }));
  if (rule.clauses.length === 1) return endings;
  const clauses = rule.clauses.flatMap((clause): readonly Gap[] => {
    const answers = clause.possible.filter((answer) => clause.answers[answer] === 0);
    const gaps = answers.map((answer): Gap => ({ kind: 'answer', rule, clause, answer }));
    return clause.deciding > 0 ? gaps : [...gaps, { kind: 'never deciding', rule, clause }];
  });
  return [...endings, ...clauses];
}
