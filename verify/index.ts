export { type CheckedProject, checkProject } from '../project/index.ts';
export type {
  Answer,
  ClauseCoverage,
  Coverage,
  Ending,
  FileCoverage,
  Gap,
  RuleCoverage,
  Share,
} from './coverage/coverage.ts';
export { measureCoverage } from './coverage/measure-coverage.ts';
export { type ComparedProject, checkAgreement } from './laws/check-agreement.ts';
export { type CheckLawsOptions, checkLaws } from './laws/check-laws.ts';
export {
  type KnownLogin,
  readCounterexamples,
  recordCounterexamples,
} from './laws/counterexamples.ts';
export type { Judgement, Law, LawRun } from './laws/law.ts';
export type { LawsProgress } from './laws/try-laws.ts';
export type { Counterexample, LawsReport, Verdict } from './laws/verdict.ts';
export type { TimedLogin } from './login/timed-login.ts';
export { loginArbitrary } from './login-arbitrary.ts';
export type { Difference } from './tests/find-differences.ts';
export { readTestLogin } from './tests/read-test-login.ts';
export { runTests, type TestResult } from './tests/run-tests.ts';
export { openTrial } from './trial/open-trial.ts';
export type { Trial } from './trial/trial.ts';
export { type Corrections, correctExpectations, type FailedTest } from './update/correct-expectations.ts';
