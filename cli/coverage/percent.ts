import type { FileCoverage, Share } from '../../verify/index.ts';

/** In whole percent; 100 only where nothing is left, and where nothing is possible. */
export function percent({ reached, possible }: Share): number {
  return possible === 0 ? 100 : Math.floor((reached / possible) * 100);
}

/** The share of the endings and answers of one file. */
export function shareOfFile({ rules }: FileCoverage): Share {
  const counts = rules
    .filter(({ mode }) => mode !== 'disabled')
    .flatMap(({ possible, endings, clauses }) => [
      ...possible.map((ending) => endings[ending]),
      ...clauses.flatMap((clause) => clause.possible.map((answer) => clause.answers[answer])),
    ]);
  return { reached: counts.filter((count) => count > 0).length, possible: counts.length };
}
