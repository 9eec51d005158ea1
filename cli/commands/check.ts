import { hasErrors } from '../../grammar/index.ts';
import { type CheckedProject, checkProject, type ProjectOptions } from '../../project/index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { nameFromHere, ofSeverity } from '../findings.ts';
import { formatEntries } from '../format-entries.ts';
import { type Format, formatFindings } from '../format-findings.ts';
import type { Output } from '../output.ts';

export interface CheckOptions extends ProjectOptions {
  readonly format: Format;
  /** Also tell, rule by rule, on which entries it runs. */
  readonly entries?: boolean;
}

/** `lintel check`: everything that is wrong with the policies of some projects. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  output: Output,
): Promise<ExitCode> {
  const projects: CheckedProject[] = [];
  for (const path of paths.length === 0 ? ['.'] : paths)
    projects.push(await checkProject(path, { ...options, loneTemplate: 'by-itself' }));
  const all = projects.flatMap(nameFromHere);
  const shown = output.isQuiet ? ofSeverity(all, 'error') : all;
  const checked = projects.reduce((sum, { sources }) => sum + sources.length, 0);
  const text = formatFindings(shown, checked, options.format, output.paint);
  if (!output.isQuiet || shown.length > 0 || options.format === 'json') await output.result(text);
  if (options.entries === true) for (const project of projects) await output.result(formatEntries(project));
  return all.some(({ diagnostics }) => hasErrors(diagnostics)) ? EXIT.policies : EXIT.fine;
}
