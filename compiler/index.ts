export { type DataFile, type DataRow, EMPTY_WORLD, type ProjectAssumption, type World } from './check.ts';
export { CHECK_CODES } from './check-messages.ts';
export { checkPolicy } from './check-policy.ts';
export { type AnalysedPolicy, analyse, compile } from './compile.ts';
export { compileTarget, type Target } from './compile-target.ts';
export { emitPolicy } from './emit-policy.ts';
export { explainPolicy } from './explain-policy.ts';
export { interpretPolicy } from './interpret-policy.ts';
export { LINT_CODES } from './lint-messages.ts';
