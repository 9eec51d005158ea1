export { type CheckedProject, checkProject } from './check-project.ts';
export { importAuth0 } from './import/import-auth0.ts';
export type { ImportedRule, ImportReport } from './import/import-report.ts';
export { type HostOptions, loadProject, type Project } from './load-project.ts';
export { findProjectAround } from './locate-project.ts';
export { openProject, type ProjectOptions } from './open-project.ts';
export type { ProjectError } from './project-error.ts';
export { PROJECT_CODES } from './project-messages.ts';
export { COUNTEREXAMPLES_FILE } from './tests-file.ts';
