import { type Finding, formatDiagnostic, formatSummary } from '../grammar/index.ts';

/** Errors in the files of a project. The message shows them as people read them; `findings` has them as data. */
export class ProjectError extends Error {
  override readonly name = 'ProjectError';
  readonly findings: readonly Finding[];

  constructor(path: string, findings: readonly Finding[]) {
    super([`${path} has ${formatSummary(findings)}`, ...framesOf(findings)].join('\n\n'));
    this.findings = findings;
  }
}

function framesOf(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ source, diagnostics }) =>
    diagnostics.filter(({ severity }) => severity === 'error').map((one) => formatDiagnostic(source, one)),
  );
}
