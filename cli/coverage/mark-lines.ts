import type { Answer, ClauseCoverage, Ending, FileCoverage, RuleCoverage } from '../../verify/index.ts';

/** What is told beside a line of a file. `level`: whether tests show everything, a part, or nothing of it. */
export interface LineMark {
  readonly level: 'full' | 'part' | 'none';
  /** Sentences for people. */
  readonly notes: readonly string[];
}

/** The lines, from 1, on which a rule or a sentence begins. */
export function markLines({ kind, rules }: FileCoverage): ReadonlyMap<number, LineMark> {
  const counted = rules.filter(({ mode }) => mode !== 'disabled');
  const marks = counted.flatMap((rule) => [
    ...(rule.line === null ? [] : [markRule(rule, rule.line)]),
    ...(kind === 'policy' ? rule.clauses.map(markClause) : []),
  ]);
  const byLine = Map.groupBy(marks, ({ line }) => line);
  return new Map(
    Array.from(byLine, ([line, found]) => {
      const reached = found.reduce((sum, mark) => sum + mark.reached, 0);
      const possible = found.reduce((sum, mark) => sum + mark.possible, 0);
      const level = reached === 0 ? 'none' : reached < possible ? 'part' : 'full';
      return [line, { level, notes: found.map(({ note }) => note) }] as const;
    }),
  );
}

interface Mark {
  readonly line: number;
  readonly reached: number;
  readonly possible: number;
  readonly note: string;
}

function markRule({ id, endings, possible, failed }: RuleCoverage, line: number): Mark {
  const told = possible.map((ending) => `${ENDINGS[ending]} ${times(endings[ending])}`);
  const failures = failed > 0 ? [`failed ${times(failed)}`] : [];
  const reached = possible.filter((ending) => endings[ending] > 0).length;
  return {
    line,
    reached,
    possible: possible.length,
    note: `rule ${id}: ${[...told, ...failures].join(', ')}`,
  };
}

function markClause({ line, answers, possible, deciding }: ClauseCoverage): Mark {
  const told = possible.map((answer) => `${ANSWERS[answer]} ${times(answers[answer])}`);
  const reached = possible.filter((answer) => answers[answer] > 0).length + (deciding > 0 ? 1 : 0);
  const note = `${told.join(', ')}; ${deciding > 0 ? `it decided ${times(deciding)}` : 'it never decided'}`;
  return { line, reached, possible: possible.length + 1, note };
}

function times(count: number): string {
  return count === 0 ? 'in no test' : count === 1 ? 'in 1 test' : `in ${count.toLocaleString('en')} tests`;
}

const ENDINGS: Readonly<Record<Ending, string>> = {
  applied: 'applied',
  'did not apply': 'did not apply',
  'could not tell': 'could not tell',
};

const ANSWERS: Readonly<Record<Answer, string>> = { yes: 'yes', no: 'no', unknown: 'could not be told' };
