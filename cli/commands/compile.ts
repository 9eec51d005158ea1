import path from 'node:path';
import { compileTarget, emitTarget, type Target } from '../../compiler/index.ts';
import { type Finding, hasErrors } from '../../grammar/index.ts';
import { openProject, type ProjectOptions } from '../../project/index.ts';
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts';
import { nameFromHere, ofSeverity } from '../findings.ts';
import { formatFrames } from '../format-findings.ts';
import type { Output } from '../output.ts';
import { writeAskedFile } from '../write-file.ts';

export interface CompileOptions extends ProjectOptions {
  readonly target: Target;
  /** The folder that files are written to; without it the one program there is goes to stdout. */
  readonly out?: string;
}

/** `lintel compile`: the policies of a project as JavaScript that runs elsewhere. */
export async function compile(project: string, options: CompileOptions, output: Output): Promise<ExitCode> {
  const { root, members, steps, findings: found } = await openProject(project, options);
  const rule = steps.find(({ kind }) => kind === 'rule');
  if (rule !== undefined) {
    throw new UsageError(
      `the project has rules in JavaScript, which run only in the sandbox of Lintel: ${rule.source.name}`,
    );
  }
  const compiled = members.map(({ source, world }) => ({
    source,
    ...compileTarget(source, world, options.target),
  }));
  const findings: readonly Finding[] = nameFromHere({ root, findings: [...found, ...compiled] });
  const shown = output.isQuiet ? ofSeverity(findings, 'error') : ofSeverity(findings, 'error', 'warning');
  if (shown.length > 0) output.warn(formatFrames(shown, (_, text) => text).trimEnd());
  if (findings.some(({ diagnostics }) => hasErrors(diagnostics))) return EXIT.policies;
  const policies = compiled.flatMap(({ value }) => value ?? []);
  const files = emitTarget(policies, options.target);
  if (options.out === undefined) return print(files, output);
  for (const { name, text } of files) {
    const file = path.join(options.out, name);
    await writeAskedFile(file, text);
    output.say(`wrote ${file}`);
  }
  return EXIT.fine;
}

async function print(files: ReturnType<typeof emitTarget>, output: Output): Promise<ExitCode> {
  const programs = files.filter(({ name }) => !name.endsWith('.map'));
  const [program] = programs;
  if (programs.length !== 1 || program === undefined) {
    throw new UsageError(
      `the project has ${programs.length} policies; name a folder for their files with --out DIR`,
    );
  }
  await output.result(program.text.replace(/\n\/\/# sourceMappingURL=.*\n$/, '\n'));
  return EXIT.fine;
}
