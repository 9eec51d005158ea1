export type { HostAnswer, HostRequest } from './capabilities/ask-answerer.ts';
export { AMOUNT, checkOptions, type Expected, FUNCTION, SECRET, thingWith } from './check-options.ts';
export * from './limits.ts';
export * from './login/expand-login.ts';
export type { Login } from './login/read-login.ts';
export { makeFolder } from './make-folder.ts';
export * from './pipeline.ts';
export * from './pipeline-options.ts';
export { openWorkers, type WorkersOptions } from './pool/open-workers.ts';
export type { Trouble } from './pool/trouble.ts';
export type { Workers } from './pool/workers.ts';
export type { RedirectAnswer } from './redirects.ts';
export type { Decision } from './report/decision.ts';
export * from './report/effect.ts';
export { formatDeeds } from './report/format-deed.ts';
export * from './report/format-trace.ts';
export type { RuleTrace } from './report/make-trace.ts';
export type { Outcome, Report } from './report/report.ts';
export type { RuleLimits } from './rule-limits.ts';
export type { GivenLookUp, RunOptions } from './run-options.ts';
export type { Step } from './steps.ts';
export { openMemoryStore } from './store/memory-store.ts';
export { patchUser } from './store/patch-user.ts';
export { openSqliteStore } from './store/sqlite-store.ts';
export type { Store } from './store/store.ts';
export {
  openTenants,
  type TenantHost,
  type Tenants,
  type TenantsOptions,
} from './tenants/open-tenants.ts';
