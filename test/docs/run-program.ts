import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { inFolder } from '../project/project-folder.ts';
import { ROOT } from './markdown.ts';

/** What users import, and where it is in a checkout. */
const OURS: ReadonlyMap<string, string> = new Map(
  [
    ['lintel', 'index.ts'],
    ['lintel/verify', 'verify/index.ts'],
  ].map(([name = '', file = '']) => [name, pathToFileURL(join(ROOT, file)).href]),
);

/** Runs a TypeScript program of a document, from the root of the repository; gives what it prints. */
export function runProgram(program: string): Promise<string> {
  const source = program.replaceAll(/(?<=from )'([^']+)'/g, (text, name: string) => {
    const address = name === 'fast-check' ? import.meta.resolve(name) : OURS.get(name);
    return address === undefined ? text : `'${address}'`;
  });
  return inFolder({ 'program.mts': source }, (root) => runNode([join(root, 'program.mts')], ROOT));
}

/** Runs the command line in a new folder with the given files; gives what it prints, also where something is wrong. */
export function runCommand(
  words: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<string> {
  return inFolder(files, (root) =>
    runNode([join(ROOT, 'cli/main.ts'), ...words], root).catch(
      (error: { readonly stdout: string }) => error.stdout,
    ),
  );
}

/** What a program says that it prints: the comments below each `console.log`. */
export function printedBy(program: string): string {
  const printed: string[] = [];
  let isPrinting = false;
  for (const line of program.split('\n')) {
    const comment = /^\/\/ (.*)/.exec(line)?.[1];
    if (comment === undefined) isPrinting = line.startsWith('console.log(');
    else if (isPrinting) printed.push(`${comment}\n`);
  }
  return printed.join('');
}

async function runNode(words: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd });
  return stdout;
}
