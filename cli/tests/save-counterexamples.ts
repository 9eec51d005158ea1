import path from 'node:path';
import { displayText, insertTest, type Source } from '../../grammar/index.ts';
import type { CheckedProject } from '../../project/index.ts';
import { sourceFromHere } from '../findings.ts';
import type { Output } from '../output.ts';
import type { TestedProject } from './tested-project.ts';
import { writeProjectFile } from './write-project-file.ts';

/** Appends the logins that break laws to the tests of the files in which the laws stand, once each. */
export async function saveCounterexamples(
  { laws }: TestedProject,
  project: CheckedProject,
  output: Output,
): Promise<void> {
  const { root } = project;
  if (laws === null || root === null) return;
  const files = new Map<string, { readonly source: Source; readonly text: string; readonly added: number }>();
  for (const verdict of laws.verdicts) {
    if (verdict.kind !== 'broken') continue;
    const { entry } = verdict.counterexample;
    const source = verdict.law.place?.source ?? homeOf(project);
    const { text, added } = files.get(source.name) ?? { text: source.text, added: 0 };
    if (holds(text, entry)) {
      output.say(`${displayText(source.name)} has a test of ${displayText(verdict.law.name)} already`);
      continue;
    }
    const longer = insertTest({ ...source, text }, withFreeName(entry, text));
    if (longer === null)
      output.warn(`${displayText(source.name)} has no place for another test: paste it yourself`);
    else files.set(source.name, { source, text: longer, added: added + 1 });
  }
  for (const { source, text, added } of files.values()) {
    const problem = await writeProjectFile(root, source.name, text);
    const { name } = sourceFromHere(root, source);
    if (problem !== null) output.warn(problem);
    else output.say(`added ${added} test${added === 1 ? '' : 's'} to ${displayText(name)}`);
  }
}

/** Where tests go for a law that stands in no file: beside others, or into a file of tests of their own. */
function homeOf({ tests, sources }: CheckedProject): Source {
  const [first] = tests;
  if (first !== undefined) return first.source;
  const [rule] = sources.filter(({ name }) => name.endsWith('.js'));
  const stem = rule === undefined || sources.length > 1 ? 'laws' : path.posix.parse(rule.name).name;
  return { name: `${stem}.tests.yaml`, text: '' };
}

/** Whether a test of the same login is there already, whatever it is called and expects by now. */
function holds(text: string, entry: string): boolean {
  const lines = linesOf(entry);
  const end = lines.findIndex((line) => line.startsWith('expect:'));
  const login = lines.slice(1, end).join('\n');
  return `\n${linesOf(text).join('\n')}\n`.includes(`\n${login}\n`);
}

/** Tests of a file have different names, and a law can be broken by another login once the first one is settled. */
function withFreeName(entry: string, text: string): string {
  const [name = '', ...rest] = entry.split('\n');
  const taken = new Set(linesOf(text));
  const numbered = (index: number) =>
    index === 1 ? name : name.replace(/['"]?$/, (end) => ` (${index})${end}`);
  let index = 1;
  while (taken.has(numbered(index))) index++;
  return [numbered(index), ...rest].join('\n');
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}
