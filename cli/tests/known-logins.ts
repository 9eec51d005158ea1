import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Source } from '../../grammar/index.ts';
import { COUNTEREXAMPLES_FILE } from '../../project/index.ts';
import { type CheckLawsOptions, readCounterexamples } from '../../verify/index.ts';
import { sourceFromHere } from '../findings.ts';
import { formatFrames } from '../format-findings.ts';

export interface KnownLogins {
  readonly logins: NonNullable<CheckLawsOptions['counterexamples']>;
  /** What is wrong with the file, for people. */
  readonly warnings: readonly string[];
}

/** The logins that the project keeps because they broke a law once; what cannot be read is left out, and told. */
export async function readKnownLogins(root: string | null): Promise<KnownLogins> {
  const source = await readCounterexamplesFile(root);
  if (source === null) return { logins: [], warnings: [] };
  const { logins, diagnostics } = readCounterexamples(source);
  const findings = diagnostics.length === 0 ? [] : [{ source: sourceFromHere(root, source), diagnostics }];
  const frames = formatFrames(findings, (_, text) => text).trimEnd();
  return { logins: logins.map(({ login }) => login), warnings: frames === '' ? [] : [frames] };
}

/** The file in the folder of the project; null: there is none. */
export async function readCounterexamplesFile(root: string | null): Promise<Source | null> {
  if (root === null) return null;
  const text = await readFile(path.join(root, COUNTEREXAMPLES_FILE), 'utf8').catch(() => null);
  return text === null ? null : { name: COUNTEREXAMPLES_FILE, text };
}
