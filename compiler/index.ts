export { analyseTemplate } from './analyse-template.ts';
export { coresOfEffect, coresOfRequest } from './asks.ts';
export type { BuiltInLaw } from './built-in-laws.ts';
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
} from './check.ts';
export { checkFixtures } from './check-fixtures.ts';
export { CHECK_CODES } from './check-messages.ts';

export { checkModule } from './check-module.ts';
export { checkPolicy } from './check-policy.ts';
export { readHosts, readPermissions, readTimeout } from './check-script.ts';
export { type AnalysedPolicy, analyse, analysePolicy, analyseTests, compile } from './compile.ts';
export { compileRule, type RuleOptions } from './compile-rule.ts';
export { compileTarget, emitTarget, TARGETS, type Target, targetsOf } from './compile-target.ts';
export type {
  Core,
  CoreCondition,
  CoreEach,
  CoreEffect,
  CoreField,
  CorePolicy,
  CoreProperty,
  CoreRule,
  ResultView,
} from './core.ts';
export { conditionOf } from './core.ts';
export { describeRule, type RuleDescription } from './describe-rule.ts';
export { emitPolicy } from './emit-policy.ts';
export { type Evaluate, openEvaluator } from './evaluator.ts';
export { explainPolicy } from './explain-policy.ts';
export { harvestRule, type RuleHarvest } from './harvest-rule.ts';
export { interpretPolicy } from './interpret-policy.ts';
export { LINT_CODES } from './lint-messages.ts';
export { childrenOfCore } from './possible-values.ts';
export { reachedEntries } from './reached-entries.ts';
export { readRanges } from './read-ranges.ts';
export type { TargetPolicy } from './targets/auth0-action.ts';
export type { TestCase } from './test-case.ts';
export { useTemplates } from './use-templates.ts';
