import type { TestResult, Verdict } from '../../verify/index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { TestedProject } from './tested-project.ts';

/** How many tests ended in which way. */
export type TestCounts = Readonly<Record<TestResult['kind'], number>>;

/** How many laws ended in which way; faults are laws that only Lintel itself can have broken. */
export interface LawCounts {
  readonly held: number;
  readonly broken: number;
  readonly faults: number;
  readonly hardlyExercised: number;
  /** Built-in laws that this project gives nothing to look at: nobody can do anything about that. */
  readonly idle: number;
  readonly skipped: number;
}

export function countTests(projects: readonly Pick<TestedProject, 'files'>[]): TestCounts {
  const results = projects.flatMap(({ files }) => files.flatMap((file) => file.results));
  const count = (kind: TestResult['kind']) => results.filter(({ result }) => result.kind === kind).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

export function countLaws(projects: readonly Pick<TestedProject, 'laws'>[]): LawCounts {
  const verdicts = projects.flatMap(({ laws }) => laws?.verdicts ?? []);
  const count = (test: (verdict: Verdict) => boolean) => verdicts.filter(test).length;
  return {
    held: count(({ kind }) => kind === 'held'),
    broken: count((verdict) => verdict.kind === 'broken' && !verdict.counterexample.isFault),
    faults: count((verdict) => verdict.kind === 'broken' && verdict.counterexample.isFault),
    hardlyExercised: count((verdict) => verdict.kind === 'hardly exercised' && !isIdle(verdict)),
    idle: count(isIdle),
    skipped: count(({ kind }) => kind === 'skipped'),
  };
}

/** Whether a built-in law was about hardly any login: that is no fault of whoever wrote the policies. */
export function isIdle({ kind, law }: Verdict): boolean {
  return kind === 'hardly exercised' && law.place === null;
}

/** The worst of what came out; docs/CLI.md says what the codes mean. */
export function exitCodeOf(projects: readonly TestedProject[]): ExitCode {
  const laws = countLaws(projects);
  if (laws.faults > 0) return EXIT.fault;
  if (laws.broken > 0 || countTests(projects).failed > 0) return EXIT.tests;
  return laws.hardlyExercised > 0 || projects.some(hasFailedThroughout) ? EXIT.hardlyExercised : EXIT.fine;
}

/** Whether rules failed for every login that was made up, so that nothing is known of any law. */
function hasFailedThroughout({ laws }: TestedProject): boolean {
  return laws !== null && laws.logins > 0 && laws.failures === laws.logins;
}
