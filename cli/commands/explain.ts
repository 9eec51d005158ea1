import { existsSync } from 'node:fs';
import { explainPolicy } from '../../compiler/index.ts';
import { type Finding, hasErrors, suggest } from '../../grammar/index.ts';
import { openProject } from '../../project/index.ts';
import { allCodes } from '../all-codes.ts';
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts';
import { nameFromHere, ofSeverity } from '../findings.ts';
import { formatFrames } from '../format-findings.ts';
import type { Output } from '../output.ts';
import { readPackageFile } from '../package-file.ts';

/** `lintel explain`: the page of a diagnostic's code, or policies retold in plain English. */
export async function explain(subject: string, output: Output): Promise<ExitCode> {
  const codes = allCodes();
  if (codes.includes(subject)) return explainCode(subject, output);
  if (existsSync(subject)) return explainPolicies(subject, output);
  const near = suggest(subject, codes);
  const hint = near === null ? '' : `; did you mean \`${near}\`?`;
  throw new UsageError(`\`${subject}\` is neither the code of a message nor a policy${hint}`);
}

async function explainCode(code: string, output: Output): Promise<ExitCode> {
  const page = await readPackageFile(`docs/diagnostics/${code}.md`);
  if (page === null) throw new Error(`the page of \`${code}\` is missing from this installation`);
  await output.result(page);
  return EXIT.fine;
}

async function explainPolicies(path: string, output: Output): Promise<ExitCode> {
  const { root, members, findings: found } = await openProject(path);
  const explained = members.map(({ source, world }) => ({ source, ...explainPolicy(source, world) }));
  const findings: readonly Finding[] = nameFromHere({ root, findings: [...found, ...explained] });
  const errors = ofSeverity(findings, 'error');
  if (errors.length > 0) output.warn(formatFrames(errors, (_, text) => text).trimEnd());
  await output.result(explained.flatMap(({ value }) => value ?? []).join('\n'));
  return findings.some(({ diagnostics }) => hasErrors(diagnostics)) ? EXIT.policies : EXIT.fine;
}
