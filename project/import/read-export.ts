import { stat } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf } from '../read-file.ts';
import { type Auth0Export, type ExportFormat, type ExportPart, joinParts } from './auth0-export.ts';
import { type ExportFolder, openExportFolder } from './export-folder.ts';
import { sortRules } from './order-rules.ts';
import { readActionsFolder } from './read-actions.ts';
import { readJson } from './read-json.ts';
import { readRulesFolder } from './read-rules-folder.ts';
import { readTenantYaml } from './read-tenant-yaml.ts';
import type { Keywords } from './replace-keywords.ts';

export type ReadExport =
  | { readonly kind: 'export'; readonly export: Auth0Export }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Reads what was exported from a tenant, and finds out itself how: a folder of deploy-cli, a `tenant.yaml`, a folder from
 * source control, the folder `rules` of either, or one file of JavaScript. Never rejects because of what it finds.
 */
export async function readExport(given: string, keywords: Keywords): Promise<ReadExport> {
  const target = path.resolve(given);
  try {
    const facts = await stat(target);
    const root = facts.isDirectory() ? target : path.dirname(target);
    const folder = openExportFolder(root);
    const read = facts.isDirectory()
      ? await readFolder(folder, keywords)
      : await readSingle(folder, path.basename(target), keywords);
    if (typeof read === 'string') return { kind: 'none', reason: read };
    if (read.part.rules.length === 0) {
      return { kind: 'none', reason: ['there are no rules in it', ...read.part.remarks].join('; ') };
    }
    const { rules, remarks } = sortRules(read.part.rules);
    const keys = [...new Set(read.part.keys)].toSorted();
    return {
      kind: 'export',
      export: {
        format: read.format,
        rules,
        keys,
        lost: read.part.lost,
        remarks: [...read.part.remarks, ...remarks],
      },
    };
  } catch (error) {
    return { kind: 'none', reason: reasonOf(error) };
  }
}

interface Found {
  readonly format: ExportFormat;
  readonly part: ExportPart;
}

const YAML_NAMES = ['tenant.yaml', 'tenant.yml'];

async function readFolder(folder: ExportFolder, keywords: Keywords): Promise<Found | string> {
  const files = await folder.files('');
  const yaml = YAML_NAMES.find((name) => files.includes(name));
  if (yaml !== undefined) return readSingle(folder, yaml, keywords);
  const rules = await readRulesFolder(folder, 'rules', keywords);
  const actions = await readActionsFolder(folder, keywords);
  if (rules.rules.length + rules.remarks.length + actions.rules.length + actions.remarks.length > 0) {
    const part = joinParts([rules, await readConfigurations(folder, keywords), actions]);
    return { format: rules.format, part };
  }
  if (!files.some((name) => /\.js$/i.test(name))) {
    return 'there is no `tenant.yaml`, no folder `rules` or `actions`, and no JavaScript in it';
  }
  const part = await readRulesFolder(folder, '', keywords);
  return { format: part.format, part };
}

async function readSingle(folder: ExportFolder, name: string, keywords: Keywords): Promise<Found | string> {
  if (/\.ya?ml$/i.test(name)) {
    const part = await readTenantYaml(folder, name, keywords);
    return typeof part === 'string' ? `${name}: ${part}` : { format: 'yaml', part };
  }
  if (!/\.js(?:on)?$/i.test(name)) return 'it is neither YAML nor JavaScript, nor a folder with them';
  const part = await readRulesFolder(folder, '', keywords, name);
  return { format: part.format, part };
}

/** The names in `rules-configs/KEY.json`; values are not looked at, since an export has none or stars. */
async function readConfigurations(folder: ExportFolder, keywords: Keywords): Promise<ExportPart> {
  const names = (await folder.files('rules-configs')).filter((name) => /\.json$/i.test(name));
  const files = await Promise.all(names.map((name) => readJson(folder, `rules-configs/${name}`, keywords)));
  const keys = files.flatMap(({ fields }) => {
    const key = fields?.get('key');
    return typeof key === 'string' ? [key] : [];
  });
  const broken = files.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
  return { rules: [], keys, lost: [], remarks: broken };
}
