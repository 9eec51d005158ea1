import { readFile, stat } from 'node:fs/promises';
import type { Diagnostic, Word } from '../grammar/index.ts';
import * as messages from './project-messages.ts';
import { decodeText, type FileText, reasonOf, unreadable } from './read-file.ts';

/** Environment variables, or what stands for them. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface ReadSecrets {
  /** Names of secrets that have a value → the value. */
  readonly values: ReadonlyMap<string, string>;
  /** A warning about the secrets that have no value: one for all of them, and one for each file that cannot be read. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The values of secrets: what the variable of that name holds, or the file that `NAME_FILE` names, without the line break
 * that it ends in. A value never stands in a message.
 */
export async function readSecrets(secrets: readonly Word[], variables: Variables): Promise<ReadSecrets> {
  const values = new Map<string, string>();
  const missing: Word[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const secret of secrets) {
    const { text: name, span } = secret;
    const value = variableOf(name, variables);
    const file = value === null ? variableOf(`${name}_FILE`, variables) : null;
    if (value !== null) values.set(name, value);
    else if (file === null) missing.push(secret);
    else {
      const read = await readSecretFile(file);
      if (read.kind === 'text') values.set(name, read.text.replace(/\r?\n$/, ''));
      else diagnostics.push(messages.unreadableSecret({ name, reason: read.reason, span }));
    }
  }
  const [first] = missing;
  if (first !== undefined) {
    const names = missing.map(({ text }) => text);
    diagnostics.push(messages.missingSecrets({ names, span: first.span }));
  }
  return { values, diagnostics };
}

/** Bytes. */
const LARGEST = 64 * 1024;

async function readSecretFile(file: string): Promise<FileText> {
  try {
    const facts = await stat(file);
    if (facts.isDirectory()) return unreadable('it is a folder, not a file');
    if (facts.size > LARGEST) return unreadable('it is larger than 64 KiB');
    const read = decodeText(await readFile(file));
    return read.kind === 'text' ? read : unreadable('it is not UTF-8 text');
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

function variableOf(name: string, variables: Variables): string | null {
  return Object.hasOwn(variables, name) ? (variables[name] ?? null) : null;
}
