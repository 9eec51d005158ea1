export type { Diagnostic, Finding, Fix, Note, Severity, Source, Span } from './grammar/index.ts';
export type { CheckedProject, HostOptions, Project, ProjectError, ProjectOptions } from './project/index.ts';
export { type CompileCache, checkProject, createCompileCache, loadProject } from './project/index.ts';
export type {
  Decision,
  Login,
  Outcome,
  RedirectAnswer,
  RedirectOptions,
  Report,
  RunOptions,
  Store,
  TenantHost,
  Tenants,
  TenantsOptions,
  Trouble,
  Workers,
  WorkersOptions,
} from './runtime/index.ts';
export { openMemoryStore, openSqliteStore, openTenants, openWorkers } from './runtime/index.ts';
export type { CompiledPolicy, JavaScriptRule } from './stdlib/index.ts';
