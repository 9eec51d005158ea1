import type { ExportedRule, ExportFormat, ExportPart } from './auth0-export.ts';
import type { ExportFolder } from './export-folder.ts';
import { type JsonFile, readJson } from './read-json.ts';
import { type Fields, quote, readRuleSettings } from './read-rule-settings.ts';
import { type Keywords, replaceKeywords } from './replace-keywords.ts';

export interface RulesFolder extends ExportPart {
  readonly format: ExportFormat;
}

/**
 * Reads a folder of rules, whichever of the two ways it was written; `only` is a single file to read of it. In the way of
 * deploy-cli a JSON file names the text of its rule, and JavaScript that no JSON file names is not part of the tenant.
 */
export async function readRulesFolder(
  folder: ExportFolder,
  at: string,
  keywords: Keywords,
  only: string | null = null,
): Promise<RulesFolder> {
  const names = (await folder.files(at)).filter((name) => only === null || stemOf(name) === stemOf(only));
  const settings = await Promise.all(
    names.filter((name) => /\.json$/i.test(name)).map((name) => readJson(folder, within(at, name), keywords)),
  );
  const broken = settings.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
  const texts = names.filter((name) => /\.js$/i.test(name));
  const isDirectory = settings.some(({ fields }) => typeof fields?.get('script') === 'string');
  const part = isDirectory
    ? await readNamed(folder, at, settings, texts, keywords)
    : await readSidecars(folder, at, settings, texts, keywords);
  return {
    format: isDirectory ? 'directory' : 'sidecars',
    ...part,
    remarks: [...broken, ...part.remarks],
  };
}

/** The path of a file in a folder of the export. */
export function within(folder: string, name: string): string {
  const bare = name.replace(/^(?:\.\/+)+/, '');
  return folder === '' ? bare : `${folder}/${bare}`;
}

/** What became of one rule of an export. */
export interface ReadRule {
  readonly rule: ExportedRule | null;
  /** The name of a rule that ran there and whose text cannot be read. */
  readonly lost: string | null;
  readonly remarks: readonly string[];
}

/** A rule from its settings and the place of its text, or why there is none. */
export async function readRule(
  folder: ExportFolder,
  origin: string,
  fields: Fields,
  keywords: Keywords,
): Promise<ReadRule> {
  const { remarks, ...settings } = readRuleSettings(fields, stemOf(origin.split('/').at(-1) ?? origin));
  const inline = fields.get('script');
  const isInline = typeof inline === 'string' && /^\s*(?:async\s+)?function\b|\n/.test(inline);
  const file = isInline ? ({ kind: 'text', text: inline } as const) : await folder.read(origin);
  if (file.kind === 'unreadable') {
    const remark = `the rule ${quote(settings.name)} is missing: ${quote(origin)}: ${file.reason}`;
    return { rule: null, lost: settings.enabled ? settings.name : null, remarks: [...remarks, remark] };
  }
  return {
    rule: { ...settings, ...replaceKeywords(file.text, keywords), origin: within('', origin), shape: 'rule' },
    lost: null,
    remarks,
  };
}

async function readNamed(
  folder: ExportFolder,
  at: string,
  settings: readonly JsonFile[],
  texts: readonly string[],
  keywords: Keywords,
): Promise<ExportPart> {
  const rules: ExportedRule[] = [];
  const remarks: string[] = [];
  const named = new Set<string>();
  const lost: string[] = [];
  for (const { name, fields } of settings) {
    const script = fields?.get('script');
    if (fields === null) {
      lost.push(nameOf(name));
      continue;
    }
    if (typeof script !== 'string') {
      remarks.push(`${name}: it names no \`script\`, so that it is no rule`);
      continue;
    }
    const origin = within(at, script);
    named.add(origin);
    const read = await readRule(folder, origin, fields, keywords);
    if (read.rule !== null) rules.push(read.rule);
    if (read.lost !== null) lost.push(read.lost);
    remarks.push(...read.remarks);
  }
  const strays = texts.map((name) => within(at, name)).filter((name) => !named.has(name));
  remarks.push(...strays.map((name) => `${name}: no rule names it, so that it is left aside`));
  return { rules, keys: [], lost, remarks };
}

async function readSidecars(
  folder: ExportFolder,
  at: string,
  settings: readonly JsonFile[],
  texts: readonly string[],
  keywords: Keywords,
): Promise<ExportPart> {
  const beside = new Map(settings.map((file) => [stemOf(file.name), file.fields]));
  const read = [];
  for (const name of texts) {
    const origin = within(at, name);
    const fields = new Map(beside.get(stemOf(origin)) ?? []);
    fields.delete('script');
    read.push(await readRule(folder, origin, fields, keywords));
    beside.delete(stemOf(origin));
  }
  const strays = [...beside.keys()].map((stem) => `${stem}.json: there is no ${stem}.js beside it`);
  const enabled = [...beside].filter(([, fields]) => String(fields?.get('enabled')) !== 'false');
  return {
    rules: read.flatMap(({ rule }) => rule ?? []),
    keys: [],
    lost: [...read.flatMap(({ lost }) => lost ?? []), ...enabled.map(([stem]) => nameOf(stem))],
    remarks: [...read.flatMap(({ remarks }) => remarks), ...strays],
  };
}

/** The name of a rule that nothing but a file name tells. */
function nameOf(file: string): string {
  return stemOf(file.split('/').at(-1) ?? file);
}

function stemOf(name: string): string {
  return name.replace(/\.js(?:on)?$/i, '');
}
