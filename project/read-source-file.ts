import { type Finding, readSource } from '../grammar/index.ts';
import { readProjectFile, type Unreadable } from './read-file.ts';

/** The text of a file that authors write, and what is wrong with its bytes. */
export type ReadSource = (Finding & { readonly kind: 'read' }) | Unreadable;

/**
 * Reads a policy, a rule, a module or a project file by its path relative to the folder `root`. Nobody writes larger ones
 * by hand; of policies the grammar has a stricter limit, which it explains better.
 */
export async function readSourceFile(root: string, name: string): Promise<ReadSource> {
  const read = await readProjectFile(root, name, /\.js$/i.test(name) ? LARGEST_PROGRAM : LARGEST);
  if (read.kind === 'unreadable') return read;
  const { value: source, diagnostics } = readSource(name, read.bytes);
  return { kind: 'read', source, diagnostics };
}

const LARGEST = 16 * 1024 * 1024;
const LARGEST_PROGRAM = 4 * 1024 * 1024;
