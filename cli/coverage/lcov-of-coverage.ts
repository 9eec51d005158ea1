import { displayText } from '../../grammar/index.ts';
import type { Coverage, FileCoverage, RuleCoverage } from '../../verify/index.ts';

/**
 * The coverage as an lcov tracefile: a rule is a function and a branch for each of its endings, a sentence is a line and
 * a branch for each of its answers. Disabled rules and rules that nobody wrote are left out.
 */
export function lcovOfCoverage({ files }: Coverage): string {
  return files
    .flatMap(recordOf)
    .map((line) => `${line}\n`)
    .join('');
}

interface Place {
  readonly line: number;
  /** How often it was looked at. */
  readonly hits: number;
  readonly branches: readonly number[];
}

function recordOf({ source, rules }: FileCoverage): readonly string[] {
  const counted = rules.filter(({ mode, line }) => mode !== 'disabled' && line !== null);
  const places = counted.flatMap(placesOf);
  const byLine = Map.groupBy(places, ({ line }) => line);
  const lines = [...byLine].toSorted(([a], [b]) => a - b);
  const hits = lines.map(([line, found]) => [line, Math.max(...found.map((place) => place.hits))] as const);
  const branches = places.flatMap((place, block) =>
    place.branches.map((count, index) => ({ line: place.line, block, index, count, isSeen: place.hits > 0 })),
  );
  const reached = (counts: readonly number[]) => counts.filter((count) => count > 0).length;
  return [
    'TN:',
    `SF:${displayText(source.name)}`,
    ...counted.map(({ line, id }) => `FN:${line},${displayText(id)}`),
    ...counted.map(({ id, endings }) => `FNDA:${endings.applied},${displayText(id)}`),
    `FNF:${counted.length}`,
    `FNH:${reached(counted.map(({ endings }) => endings.applied))}`,
    // Of a place that was never looked at, the format wants no counts.
    ...branches.map(
      ({ line, block, index, count, isSeen }) => `BRDA:${line},${block},${index},${isSeen ? count : '-'}`,
    ),
    `BRF:${branches.length}`,
    `BRH:${reached(branches.map(({ count }) => count))}`,
    ...hits.map(([line, count]) => `DA:${line},${count}`),
    `LF:${hits.length}`,
    `LH:${reached(hits.map(([, count]) => count))}`,
    'end_of_record',
  ];
}

function placesOf({ line, endings, failed, possible, clauses }: RuleCoverage): readonly Place[] {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return [
    {
      line: line ?? 1,
      hits: sum(Object.values(endings)) + failed,
      branches: possible.map((ending) => endings[ending]),
    },
    ...clauses.map((clause) => ({
      line: clause.line,
      hits: sum(Object.values(clause.answers)),
      branches: clause.possible.map((answer) => clause.answers[answer]),
    })),
  ];
}
