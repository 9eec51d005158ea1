export type { Difference } from './find-differences.ts';
export { readTestLogin } from './read-test-login.ts';
export { runTests, type TestResult } from './run-tests.ts';
