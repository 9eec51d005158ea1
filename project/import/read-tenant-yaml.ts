import { positionAt, readYaml, toPlain } from '../../grammar/index.ts';
import { type ExportedRule, type ExportPart, joinParts } from './auth0-export.ts';
import type { ExportFolder } from './export-folder.ts';
import { POST_LOGIN, readActions, readBindings } from './read-actions.ts';
import { type Fields, fieldsOf } from './read-rule-settings.ts';
import { readRule } from './read-rules-folder.ts';
import { type Keywords, quoteKeywords, replaceKeywords } from './replace-keywords.ts';

/** Reads a `tenant.yaml` and the files that its rules and actions name; a sentence when that cannot be done. */
export async function readTenantYaml(
  folder: ExportFolder,
  name: string,
  keywords: Keywords,
): Promise<ExportPart | string> {
  const file = await folder.read(name);
  if (file.kind === 'unreadable') return file.reason;
  const text = keepSections(quoteKeywords(replaceKeywords(file.text, keywords).text));
  const source = { name, text };
  const { root, diagnostics } = readYaml(source);
  const slip = diagnostics.find(({ severity }) => severity === 'error');
  if (slip?.code === 'empty-policy') return { rules: [], keys: [], lost: [], remarks: [] };
  if (slip !== undefined || root === null) {
    const line = positionAt(source, slip?.span.start ?? 0).line;
    return `line ${line}: ${slip?.message ?? 'there are no keys'}`;
  }
  const fields = fieldsOf(toPlain(root)) ?? new Map();
  const triggers = fieldsOf(fields.get('triggers'));
  const actions = await readActions(
    folder,
    recordsIn(fields.get('actions')),
    readBindings(triggers?.get(POST_LOGIN)),
    keywords,
  );
  return joinParts([
    await readRules(folder, recordsIn(fields.get('rules')), keywords),
    { rules: [], keys: configurationKeys(fields.get('rulesConfigs')), lost: [], remarks: [] },
    actions,
  ]);
}

const SECTIONS: ReadonlySet<string> = new Set(['rules', 'rulesConfigs', 'actions', 'triggers']);

/**
 * The text with all lines blank but those of the sections that matter here: the rest of a tenant is long, and may use
 * any corner of YAML. Lines keep their numbers.
 */
function keepSections(text: string): string {
  let keeps = false;
  const lines = text.split(/\r?\n/).map((line) => {
    const key = /^(["']?)([A-Za-z_][\w-]*)\1\s*:(?:\s|$)/.exec(line)?.[2];
    if (key !== undefined) keeps = SECTIONS.has(key) && !/:\s*\[\s*\]\s*$/.test(line);
    return keeps ? line : '';
  });
  return lines.join('\n');
}

async function readRules(
  folder: ExportFolder,
  items: readonly Fields[],
  keywords: Keywords,
): Promise<ExportPart> {
  const rules: ExportedRule[] = [];
  const remarks: string[] = [];
  const lost: string[] = [];
  for (const fields of items) {
    const script = fields.get('script');
    const name = String(fields.get('name') ?? 'rule');
    const origin = typeof script === 'string' && !script.includes('\n') ? script : `rules/${name}.js`;
    const read = await readRule(folder, origin, fields, keywords);
    if (read.rule !== null) rules.push(read.rule);
    if (read.lost !== null) lost.push(read.lost);
    remarks.push(...read.remarks);
  }
  return { rules, keys: [], lost, remarks };
}

function configurationKeys(value: unknown): readonly string[] {
  return recordsIn(value).flatMap((fields) => {
    const key = fields.get('key');
    return typeof key === 'string' ? [key] : [];
  });
}

function recordsIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.flatMap((one) => fieldsOf(one) ?? []) : [];
}
