export { coresOfEffect, coresOfRequest } from './asks.ts';
export {
  type DataFile,
  type DataRow,
  EMPTY_WORLD,
  type NamedLogin,
  PROJECT_TARGETS,
  type ProjectAssumption,
  type ProjectModules,
  type ProjectTarget,
  type RuleText,
  type World,
} from './check/check.ts';
export { checkPolicy } from './check/check-policy.ts';
export type { BuiltInLaw } from './check/definitions/built-in-laws.ts';
export { readRanges } from './check/definitions/read-ranges.ts';
export { CHECK_CODES } from './check/messages/check-messages.ts';
export { checkFixtures } from './check/tests/check-fixtures.ts';
export { readNumber, readText, readTruth } from './check/tests/read-text.ts';
export type { TestCase } from './check/tests/test-case.ts';
export { childrenOfCore } from './children-of-core.ts';
export { type AnalysedPolicy, analyse, analysePolicy, analyseTests, compile } from './compile.ts';
export type {
  Core,
  CoreCondition,
  CoreEach,
  CoreEffect,
  CoreField,
  CorePolicy,
  CoreProperty,
  CoreRequest,
  CoreRule,
  ResultView,
} from './core.ts';
export { conditionOf } from './core.ts';
export { emitPolicy } from './emit/emit-policy.ts';
export { explainPolicy } from './explain/explain-policy.ts';
export { type Evaluate, openEvaluator } from './interpret/evaluator.ts';
export { interpretPolicy } from './interpret/interpret-policy.ts';
export { checkModule } from './javascript/check-module.ts';
export { readHosts, readPermissions, readTimeout } from './javascript/check-script.ts';
export { compileRule, type RuleOptions } from './javascript/compile-rule.ts';
export { describeRule, type RuleDescription } from './javascript/describe-rule.ts';
export { harvestRule, type RuleHarvest } from './javascript/harvest-rule.ts';
export { LINT_CODES } from './lints/lint-messages.ts';
export { reachedEntries } from './lints/reached-entries.ts';
export type { TargetPolicy } from './targets/auth0-action.ts';
export { compileTarget, emitTarget, TARGETS, type Target, targetsOf } from './targets/compile-target.ts';
export { analyseTemplate } from './templates/analyse-template.ts';
export { useTemplates } from './templates/use-templates.ts';
