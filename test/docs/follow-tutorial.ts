import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runLintel } from '../cli/run-lintel.ts';
import { readDocument } from './markdown.ts';

/** What a tutorial asks for next: commands to type, with what they print, or a file to change. */
export interface Step {
  readonly line: number;
  readonly says: string;
  /** Done in the folder that the reader is in; gives the folder in which they are then. */
  readonly follow: (folder: string) => Promise<string>;
}

/**
 * The blocks of a document as a reader follows them: sessions, lines to add to `policy.yaml` or to change there, and
 * JSON for the file that is named last before it.
 */
export function tutorialSteps(document: string): readonly Step[] {
  const steps: Step[] = [];
  const blocks = readDocument(document).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  for (const { 1: language = '', 2: text = '', index, input } of blocks) {
    const before = input.slice(0, index);
    const named = [...before.matchAll(/`([\w-]+\/[\w-]+\.json)`/g)].at(-1)?.[1] ?? '';
    const first = text.split('\n', 1)[0]?.trim();
    steps.push({
      line: before.split('\n').length,
      says: language === '' ? `shows what \`${first?.slice(2)}\` prints` : `can be followed at \`${first}\``,
      follow: (folder) => follow(folder, language, text, named),
    });
  }
  return steps;
}

async function follow(folder: string, language: string, text: string, named: string): Promise<string> {
  if (language === '') return typeCommands(folder, text);
  if (language === 'json') await writeFile(path.join(folder, named), text);
  else {
    const file = path.join(folder, 'policy.yaml');
    const policy = await readFile(file, 'utf8');
    await writeFile(file, language === 'diff' ? withChange(policy, text) : withLines(policy, text));
  }
  return folder;
}

async function typeCommands(start: string, session: string): Promise<string> {
  let folder = start;
  for (const entry of session.split(/^\$ /m).slice(1)) {
    const [command = '', ...shown] = entry.split('\n');
    const [program, ...words] = command.split(' ');
    if (program === 'cd') folder = path.join(folder, words[0] ?? '');
    else assertShown(shown.join('\n').trimEnd(), await printedBy(folder, words));
  }
  return folder;
}

/** The same made-up logins each time, and as many as there have to be however busy the machine is. */
async function printedBy(folder: string, words: readonly string[]): Promise<string> {
  const hasLaws = words[0] === 'test' && !words.includes('--only');
  const all = hasLaws ? [...words, '--seed', '7', '--time', '5m'] : words;
  const { stdout, stderr } = await runLintel(all, { cwd: folder, env: { CI: '' } });
  return `${stdout}${stderr}`.trimEnd();
}

/** `…` alone on a line leaves out lines, and in a line a part of it. */
function assertShown(shown: string, printed: string): void {
  const pattern = shown
    .split('\n')
    .map((line) => (line === '…' ? '(?:.*\n)*?.*' : line.split('…').map(literally).join('.*')))
    .join('\n');
  if (!new RegExp(`^${pattern}$`).test(printed)) assert.equal(printed, shown);
}

function withChange(policy: string, change: string): string {
  const lines = change.trimEnd().split('\n');
  const side = (sign: string) =>
    lines
      .filter((line) => line.startsWith(sign) || line.startsWith(' '))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  assert.equal(policy.split(side('-')).length, 2, `this stands in the policy once:\n${side('-')}`);
  return policy.replace(side('-'), () => side('+'));
}

/** With lines at the end of the section that they begin with, or a section at the end; what is indented is there already. */
function withLines(policy: string, text: string): string {
  if (text.startsWith(' ')) {
    assert.ok(policy.includes(text), `this stands in the policy:\n${text}`);
    return policy;
  }
  const [head = '', ...lines] = text.split('\n');
  const start = policy.indexOf(`\n${head}\n`);
  if (start === -1) return `${policy}\n${text}`;
  const body = start + head.length + 2;
  const next = policy.slice(body).search(/^\S/m);
  const end = next === -1 ? policy.length : body + next;
  return `${policy.slice(0, end).trimEnd()}\n\n${lines.join('\n')}\n${policy.slice(end)}`;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
