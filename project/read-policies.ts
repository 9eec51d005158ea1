import path from 'node:path';
import type { DataFile, World } from '../compiler/index.ts';
import {
  type Diagnostic,
  type Finding,
  type Policy,
  parsePolicy,
  readSource,
  type Word,
} from '../grammar/index.ts';
import { readDataFile } from './data-file.ts';
import * as messages from './project-messages.ts';
import { readProjectFile, type Unreadable } from './read-file.ts';

/** The text of a policy file or a project file, and what is wrong with its bytes. */
export type ReadPolicy = (Finding & { readonly kind: 'read' }) | Unreadable;

/** Reads one such file by its path relative to the folder `root`. */
export async function readPolicyFile(root: string, name: string): Promise<ReadPolicy> {
  const read = await readProjectFile(root, name, LARGEST_POLICY);
  if (read.kind === 'unreadable') return read;
  const { value: source, diagnostics } = readSource(name, read.bytes);
  return { kind: 'read', source, diagnostics };
}

/** The policy files of a pipeline that can be read, in their order, and what is wrong with the others. */
export async function readPipeline(
  root: string,
  pipeline: readonly Word[],
): Promise<{ readonly policies: readonly Finding[]; readonly diagnostics: readonly Diagnostic[] }> {
  const policies: Finding[] = [];
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const { text: file, span } of pipeline) {
    const name = path.posix.normalize(file);
    if (seen.has(name)) diagnostics.push(messages.repeatedFile({ file, span }));
    else if (/\.[cm]?[jt]s$/i.test(name)) diagnostics.push(messages.unsupportedRuleFile({ file, span }));
    else {
      const read = await readPolicyFile(root, file.includes('\\') ? file : name);
      if (read.kind === 'read') policies.push(read);
      else diagnostics.push(messages.unreadableProjectFile({ file, reason: read.reason, span }));
    }
    seen.add(name);
  }
  return { policies, diagnostics };
}

/** The data files that policies name, each read once; the keys are the names as written. */
export async function readDataFiles(root: string, policies: readonly Policy[]): Promise<World['files']> {
  const names = new Set(policies.flatMap(dataFilesOf));
  const files = new Map<string, DataFile>();
  for (const name of names) files.set(name, await readDataFile(root, name));
  return files;
}

/** The tree of a policy as far as it can be read; what is wrong with it is said when it is compiled. */
export function policyOf({ source, diagnostics }: Finding): Policy | null {
  return diagnostics.length > 0 ? null : parsePolicy(source).value;
}

/** An error for each policy whose identifier another policy has: the runtime tells policies apart by it. */
export function findRepeatedPolicies(policies: readonly Policy[]): readonly Finding[] {
  const files = new Map<string, string>();
  return policies.flatMap(({ id: { text: id, span }, source }) => {
    const file = files.get(id);
    if (file === undefined) files.set(id, source.name);
    return file === undefined || id === ''
      ? []
      : [{ source, diagnostics: [messages.repeatedPolicy({ id, file, span })] }];
  });
}

/** A policy file can be no larger; the grammar has a stricter limit, which it explains better. */
const LARGEST_POLICY = 16 * 1024 * 1024;

function dataFilesOf({ lists, tables, schedules }: Policy): readonly string[] {
  const named = [
    ...lists.map(({ file }) => file),
    ...tables.map(({ file }) => file),
    ...schedules.map(({ holidays }) => holidays),
  ];
  return named.flatMap((word) => (word === null ? [] : [word.text]));
}
