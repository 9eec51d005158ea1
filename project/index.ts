export { type CheckedProject, checkProject } from './check-project.ts';
export { loadProject, type Project } from './load-project.ts';
export { openProject, type ProjectOptions } from './open-project.ts';
export type { ProjectError } from './project-error.ts';
export { PROJECT_CODES } from './project-messages.ts';
