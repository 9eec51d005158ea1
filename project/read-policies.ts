import type { DataFile, World } from '../compiler/index.ts';
import type { Finding, Policy, Source } from '../grammar/index.ts';
import { readDataFile } from './data-file.ts';
import * as messages from './project-messages.ts';

/** The data files that policies name, each read once; the keys are the names as written. */
export async function readDataFiles(root: string, policies: readonly Policy[]): Promise<World['files']> {
  const names = new Set(policies.flatMap(dataFilesOf));
  const files = new Map<string, DataFile>();
  for (const name of names) files.set(name, await readDataFile(root, name));
  return files;
}

/** An error for each policy whose identifier another policy has: the runtime tells policies apart by it. */
export function findRepeatedPolicies(policies: ReadonlyMap<Source, Policy>): readonly Finding[] {
  const files = new Map<string, string>();
  return Array.from(policies).flatMap(
    ([
      source,
      {
        id: { text: id, span },
      },
    ]) => {
      const file = files.get(id);
      if (file === undefined) files.set(id, source.name);
      return file === undefined || id === ''
        ? []
        : [{ source, diagnostics: [messages.repeatedPolicy({ id, file, span })] }];
    },
  );
}

function dataFilesOf({ lists, tables, schedules }: Policy): readonly string[] {
  const named = [
    ...lists.map(({ file }) => file),
    ...tables.map(({ file }) => file),
    ...schedules.map(({ holidays }) => holidays),
  ];
  return named.flatMap((word) => (word === null ? [] : [word.text]));
}
