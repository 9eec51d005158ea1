export { type LoadedRule, type LoadRuleOptions, loadRule } from './load-rule.ts';
