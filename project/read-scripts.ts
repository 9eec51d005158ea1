import path from 'node:path';
import type { RuleText } from '../compiler/index.ts';
import type { Policy } from '../grammar/index.ts';
import { decodeText, readProjectFile, unreadable } from './read-file.ts';

/** The JavaScript files that rules of policies name, each read once; the keys are the names as written. */
export async function readScripts(
  root: string,
  policies: readonly Policy[],
): Promise<ReadonlyMap<string, RuleText>> {
  const texts = new Map<string, RuleText>();
  for (const name of new Set(policies.flatMap(scriptsOf))) texts.set(name, await readScript(root, name));
  return texts;
}

/** The JavaScript files that the rules of a policy name, as written. */
export function scriptsOf({ rules }: Policy): readonly string[] {
  return rules.flatMap(({ script }) => (script === null ? [] : [script.file.text]));
}

const LARGEST = 1024 * 1024;

async function readScript(root: string, name: string): Promise<RuleText> {
  if (!/\.js$/i.test(name)) return unreadable('its name does not end in `.js`');
  const read = await readProjectFile(root, name, LARGEST);
  const text = read.kind === 'bytes' ? decodeText(read.bytes) : read;
  if (text.kind === 'unreadable') return text;
  return { kind: 'text', source: { name: path.posix.normalize(name), text: text.text } };
}
