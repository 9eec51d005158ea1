export type { Diagnostic, Finding, Fix, Note, Severity, Source, Span } from './grammar/index.ts';
export type { CheckedProject, Project, ProjectError, ProjectOptions } from './project/index.ts';
export { checkProject, loadProject } from './project/index.ts';
export type { Login, Outcome, Report, RunOptions } from './runtime/index.ts';
export type { CompiledPolicy } from './stdlib/index.ts';
