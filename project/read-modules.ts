import { checkModule, type ProjectModules } from '../compiler/index.ts';
import { type Diagnostic, type Finding, hasErrors } from '../grammar/index.ts';
import { libraryModules } from '../stdlib/index.ts';
import type { ModuleEntry } from './project-file.ts';
import * as messages from './project-messages.ts';
import { readSourceFile } from './read-source-file.ts';

/** The modules of a project, read. */
export interface ReadModules {
  /** What stands in `require('…')` → the text of a CommonJS module. */
  readonly texts: ReadonlyMap<string, string>;
  readonly modules: ProjectModules;
  /** What is wrong with the modules themselves. */
  readonly findings: readonly Finding[];
  /** What is wrong with the lines that name them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the modules that a `lintel.yaml` names. */
export async function readModules(root: string, entries: readonly ModuleEntry[]): Promise<ReadModules> {
  const names = entries.map(({ name }) => name.text);
  const texts = new Map<string, string>();
  const needs = new Set<string>();
  const findings: Finding[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { name, file } of entries) {
    if (LIBRARY.has(name.text.replace(/^node:/, '').replace(/\/$/, '')))
      diagnostics.push(messages.libraryModule({ name: name.text, span: name.span }));
    const read = await readSourceFile(root, file.text);
    if (read.kind === 'unreadable') {
      const { reason } = read;
      diagnostics.push(messages.unreadableProjectFile({ file: file.text, reason, span: file.span }));
      continue;
    }
    const checked = hasErrors(read.diagnostics)
      ? { value: null, diagnostics: read.diagnostics }
      : checkModule(read.source, names);
    findings.push({ source: read.source, diagnostics: checked.diagnostics });
    for (const need of checked.value ?? []) needs.add(need);
    texts.set(name.text, read.source.text.replace(/^\ufeff/, ''));
  }
  return { texts, modules: { names, needs: [...needs].sort() }, findings, diagnostics };
}

/** With a version, as `lodash@2.4.1`, a project can bring its own. */
const LIBRARY: ReadonlySet<string> = new Set(
  libraryModules.flatMap(({ name, aliases = [] }) => [name, ...aliases]),
);
