import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { World } from '../compiler/index.ts';
import {
  type Diagnostic,
  type Finding,
  hasErrors,
  parseRuleTemplate,
  type RuleTemplate,
  type Source,
} from '../grammar/index.ts';
import * as messages from './project-messages.ts';
import { readSourceFile } from './read-source-file.ts';
import { TEMPLATES_FOLDER } from './tests-file.ts';

/** The templates that rules of a project can use. */
export interface ReadTemplates {
  /** Those that come with Lintel, and those of the project; null: nobody asks for it, or it cannot be read. */
  readonly all: World['templates'];
  /** Those of the project, which have not been checked. */
  readonly own: readonly RuleTemplate[];
  /** What is wrong with the files of the project. */
  readonly findings: readonly Finding[];
}

/** Where rules stand for themselves. */
export const NO_TEMPLATES: ReadTemplates = { all: new Map(), own: [], findings: [] };

/**
 * Reads the templates that come with Lintel and those of a project, which stand in its folder `templates`; none where the
 * project has none and no policy asks for one.
 */
export async function readTemplates(root: string, policies: readonly Source[]): Promise<ReadTemplates> {
  const files = await templateFilesIn(path.join(root, TEMPLATES_FOLDER));
  const isAsked = files.length > 0 || policies.some(({ text }) => USES.test(text));
  if (!isAsked) return NO_TEMPLATES;
  // A name can be written with escapes.
  return readThose(root, (name) => policies.some(({ text }) => text.includes(name) || text.includes('\\')));
}

/** The key as a word of its own, or written with escapes; more texts have it than ask for templates. */
const USES = /\buses\b|\\/;

/** The same of all that there are. There need be no project in the folder. */
export function readAllTemplates(root: string): Promise<ReadTemplates> {
  return readThose(root, () => true);
}

/** Reading takes its time, and there are many that come with Lintel. */
async function readThose(root: string, isWanted: (name: string) => boolean): Promise<ReadTemplates> {
  const files = await templateFilesIn(path.join(root, TEMPLATES_FOLDER));
  const names = (await templateFilesIn(SHIPPED)).map((file) => path.basename(file, '.yaml'));
  const shipped = await Promise.all(names.filter(isWanted).map((name) => readShipped(`${name}.yaml`)));
  const all = new Map<string, RuleTemplate | null>(names.map((name) => [name, null]));
  for (const one of shipped) all.set(one.id.text, one);
  const own: RuleTemplate[] = [];
  const findings: Finding[] = [];
  for (const file of files) {
    const name = path.posix.join(TEMPLATES_FOLDER, file);
    const read = await readSourceFile(root, name);
    if (read.kind === 'unreadable') {
      const diagnostics = [messages.unreadableProjectFile({ file: name, reason: read.reason, span: START })];
      findings.push({ source: { name, text: '' }, diagnostics });
      continue;
    }
    const { template, finding } = parseOwn(read, names);
    findings.push(finding);
    all.set(path.posix.basename(file, '.yaml'), template);
    if (template !== null) own.push(template);
  }
  return { all, own, findings: findings.filter(({ diagnostics }) => diagnostics.length > 0) };
}

/** The templates that come with Lintel. */
export async function readShippedTemplates(): Promise<readonly RuleTemplate[]> {
  const files = await templateFilesIn(SHIPPED);
  const templates = await Promise.all(files.map((file) => readShipped(file)));
  return templates;
}

const SHIPPED = path.join(import.meta.dirname, '../stdlib/templates');
const START = { start: 0, end: 0 };

async function readShipped(file: string): Promise<RuleTemplate> {
  const read = await readSourceFile(SHIPPED, file);
  const template = read.kind === 'read' ? parseRuleTemplate(read.source).value : null;
  if (template === null) throw new Error(`the template ${file} comes with Lintel and has been tested`);
  return template;
}

/** A template that stands by itself, whether it comes with Lintel or not. */
export function readLoneTemplate(read: Finding): ReadTemplates {
  const { template, finding } = parseOwn(read, []);
  return { all: new Map(), own: template === null ? [] : [template], findings: [finding] };
}

/** The template of a file; null when it cannot be used. `shipped`: the names that are taken. */
function parseOwn(
  { source, diagnostics }: Finding,
  shipped: readonly string[],
): { readonly template: RuleTemplate | null; readonly finding: Finding } {
  const parsed = hasErrors(diagnostics) ? null : parseRuleTemplate(source);
  const id = path.posix.basename(source.name, '.yaml');
  const template = parsed?.value ?? null;
  const misplaced = template === null ? [] : checkPlace(template, id, shipped.includes(id));
  const all = [...diagnostics, ...(parsed?.diagnostics ?? []), ...misplaced];
  return { template: misplaced.length === 0 ? template : null, finding: { source, diagnostics: all } };
}

/** A folder that is not there holds none. */
async function templateFilesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => !entry.isDirectory() && entry.name.endsWith('.yaml'));
  return files.map(({ name }) => name).toSorted();
}

function checkPlace({ id }: RuleTemplate, file: string, isShipped: boolean): readonly Diagnostic[] {
  const { text, span } = id;
  if (text !== file) return [messages.misnamedTemplate({ id: text, file, span })];
  return isShipped ? [messages.repeatedTemplate({ id: text, span })] : [];
}
