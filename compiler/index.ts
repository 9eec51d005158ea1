export {
  type DataFile,
  type DataRow,
  EMPTY_WORLD,
  type ProjectAssumption,
  type ProjectModules,
  type RuleText,
  type World,
} from './check.ts';
export { CHECK_CODES } from './check-messages.ts';

export { checkModule } from './check-module.ts';
export { checkPolicy } from './check-policy.ts';
export { readHosts, readPermissions, readTimeout } from './check-script.ts';
export { type AnalysedPolicy, analyse, compile } from './compile.ts';
export { compileRule, type RuleOptions } from './compile-rule.ts';
export { compileTarget, type Target } from './compile-target.ts';
export { describeRule, type RuleDescription } from './describe-rule.ts';
export { emitPolicy } from './emit-policy.ts';
export { explainPolicy } from './explain-policy.ts';
export { interpretPolicy } from './interpret-policy.ts';
export { LINT_CODES } from './lint-messages.ts';
export { readRanges } from './read-ranges.ts';
