import path from 'node:path';
import { type RuleOptions, readPermissions, readTimeout } from '../compiler/index.ts';
import type { Diagnostic, Finding } from '../grammar/index.ts';
import type { PipelineEntry } from './parse-pipeline.ts';
import * as messages from './project-messages.ts';
import { type ReadSource, readSourceFile } from './read-source-file.ts';
import { isFolder, readTenant } from './read-tenant.ts';
import { ruleIdOf } from './rule-id.ts';
import { sideBySide } from './side-by-side.ts';
import { purposeOf } from './tests-file.ts';

/** A file of a pipeline that could be read; of a rule in JavaScript, with what is said about it. */
export type PipelineFile =
  | { readonly kind: 'policy'; readonly file: Finding }
  | { readonly kind: 'rule'; readonly file: Finding; readonly options: RuleStepOptions };

/** All of `RuleOptions` but what comes from the project as a whole. */
export type RuleStepOptions = Omit<RuleOptions, 'modules' | 'needs'>;

/**
 * The files of a pipeline that can be read, in their order, and what is wrong with the others. `secrets` are the names
 * of the project's secrets; `settings` stand for the keywords of exported tenants.
 */
export async function readPipeline(
  root: string,
  pipeline: readonly PipelineEntry[],
  secrets: readonly string[],
  settings: ReadonlyMap<string, string>,
): Promise<{ readonly files: readonly PipelineFile[]; readonly diagnostics: readonly Diagnostic[] }> {
  const files: PipelineFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const seen = new Set<string>();
  const ids = new Map<string, string>();
  const looked = await sideBySide(pipeline, MOST_OPEN, (entry) => lookAt(root, entry));
  for (const [index, entry] of pipeline.entries()) {
    const { text: file, span } = entry.file;
    const name = path.posix.normalize(file);
    const kind = kindOf(name, entry);
    const found = looked[index] ?? null;
    const isRepeated = seen.has(name);
    seen.add(name);
    const takeRule = (read: Finding, options: RuleStepOptions): void => {
      const first = ids.get(options.id);
      if (first === undefined) ids.set(options.id, read.source.name);
      else report(messages.repeatedRule({ id: options.id, file: first, span: entry.rule?.id?.span ?? span }));
      files.push({ kind: 'rule', file: read, options });
    };
    const purpose = kind === 'policy' ? purposeOf(name) : null;
    if (purpose !== null) report(messages.testsInPipeline({ file, purpose, span }));
    else if (isRepeated) report(messages.repeatedFile({ file, isRule: kind === 'rule', span }));
    else if (found === 'folder') {
      const read = await readTenant(root, name, settings);
      if (read.kind === 'unreadable') {
        report(messages.unreadableProjectFile({ file, reason: read.reason, span }));
        continue;
      }
      for (const lost of read.lost) {
        const reason = `\`${lost}\` ran there, and its text is not in the export`;
        report(messages.unreadableProjectFile({ file, reason, span }));
      }
      for (const remark of read.remarks) report(messages.exportedTenant({ file, remark, span }));
      for (const rule of read.rules) {
        const mode = rule.isEnabled ? 'enforce' : 'disabled';
        takeRule(rule.file, { ...plainRule(`${rule.name}.js`), name: rule.name, mode });
      }
    } else if (kind === 'unsupported' || found === null) report(messages.unsupportedRuleFile({ file, span }));
    else if (found.kind === 'unreadable')
      report(messages.unreadableProjectFile({ file, reason: found.reason, span }));
    else if (kind === 'policy') files.push({ kind, file: found });
    else takeRule(found, ruleOptions(name, entry, secrets, report));
  }
  return { files, diagnostics };
}

/** What stands where an entry points; null: nothing that is read. */
async function lookAt(root: string, entry: PipelineEntry): Promise<ReadSource | 'folder' | null> {
  const file = entry.file.text;
  const name = path.posix.normalize(file);
  const kind = kindOf(name, entry);
  if (kind === 'policy' && purposeOf(name) !== null) return null;
  if (kind !== 'rule' && (await isFolder(root, name))) return 'folder';
  return kind === 'unsupported' ? null : readSourceFile(root, file.includes('\\') ? file : name);
}

/** Files that are read at a time: disks answer several sooner than one after the other, and systems let open only so many. */
const MOST_OPEN = 16;

/** A rule of which nothing is known but its file. */
export function plainRule(name: string): RuleStepOptions {
  return {
    id: ruleIdOf(name),
    name: path.posix.basename(name, path.posix.extname(name)),
    mode: 'enforce',
    timeout: null,
    ifItFails: 'deny',
    may: { network: null, secrets: null },
  };
}

function kindOf(name: string, { rule }: PipelineEntry): 'policy' | 'rule' | 'unsupported' {
  if (/\.js$/i.test(name)) return 'rule';
  return rule !== null || /\.[cm]?[jt]sx?$/i.test(name) ? 'unsupported' : 'policy';
}

function ruleOptions(
  name: string,
  { rule }: PipelineEntry,
  secrets: readonly string[],
  report: (diagnostic: Diagnostic) => void,
): RuleStepOptions {
  const plain = plainRule(name);
  if (rule === null) return plain;
  return {
    id: rule.id?.text ?? plain.id,
    name: rule.name?.text ?? plain.name,
    mode: rule.mode,
    timeout: readTimeout(rule.timeout, report),
    ifItFails: rule.ifItFails,
    may: readPermissions(rule.may, { secrets, hosts: [] }, report),
  };
}
