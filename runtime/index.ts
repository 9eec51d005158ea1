export * from './effect.ts';
export * from './expand-login.ts';
export * from './format-trace.ts';
export * from './limits.ts';
export type { RuleTrace } from './make-trace.ts';
export * from './pipeline.ts';
export type { Login } from './read-login.ts';
export type { Outcome, Report } from './report.ts';
