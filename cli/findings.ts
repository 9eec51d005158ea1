import path from 'node:path';
import type { Diagnostic, Finding, Severity, Source } from '../grammar/index.ts';
import type { CheckedProject } from '../project/index.ts';

/** Findings with their sources named as someone in the current folder would name them. */
export function nameFromHere({
  root,
  findings,
}: Pick<CheckedProject, 'root' | 'findings'>): readonly Finding[] {
  return findings.map(({ source, diagnostics }) => ({ source: sourceFromHere(root, source), diagnostics }));
}

/** A source of a project, named as someone in the current folder would name it. */
export function sourceFromHere(root: string | null, source: Source): Source {
  if (root === null) return source;
  const file = path.join(root, source.name);
  const relative = path.relative(process.cwd(), file);
  const name = relative.startsWith('..') ? file : relative;
  return { ...source, name: name.split(path.sep).join('/') };
}

/** Only diagnostics of the given severities. */
export function ofSeverity(
  findings: readonly Finding[],
  ...severities: readonly Severity[]
): readonly Finding[] {
  return only(findings, ({ severity }) => severities.includes(severity));
}

/** Only diagnostics of one code. */
export function ofCode(findings: readonly Finding[], code: string): readonly Finding[] {
  return only(findings, (diagnostic) => diagnostic.code === code);
}

function only(findings: readonly Finding[], wanted: (diagnostic: Diagnostic) => boolean): readonly Finding[] {
  return findings
    .map(({ source, diagnostics }) => ({ source, diagnostics: diagnostics.filter(wanted) }))
    .filter(({ diagnostics }) => diagnostics.length > 0);
}
