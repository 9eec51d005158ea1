import type { Coverage } from '../../verify/index.ts';
import { sourceFromHere } from '../findings.ts';

/** The coverage of one project, and the folder that the names of its files are relative to. */
export interface ProjectCoverage {
  readonly root: string | null;
  readonly coverage: Coverage;
}

/** The coverage of several projects as one; files are named as someone in the current folder would name them. */
export function joinCoverages(projects: readonly ProjectCoverage[]): Coverage {
  const sum = (part: 'rules' | 'clauses', key: 'reached' | 'possible'): number =>
    projects.reduce((total, { coverage }) => total + coverage[part][key], 0);
  return {
    files: projects.flatMap(({ root, coverage }) =>
      coverage.files.map((file) => ({ ...file, source: sourceFromHere(root, file.source) })),
    ),
    rules: { reached: sum('rules', 'reached'), possible: sum('rules', 'possible') },
    clauses: { reached: sum('clauses', 'reached'), possible: sum('clauses', 'possible') },
  };
}
