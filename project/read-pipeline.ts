import path from 'node:path';
import { type RuleOptions, readPermissions, readTimeout } from '../compiler/index.ts';
import type { Diagnostic, Finding } from '../grammar/index.ts';
import type { PipelineEntry } from './parse-pipeline.ts';
import * as messages from './project-messages.ts';
import { readSourceFile } from './read-source-file.ts';
import { isFolder, readTenant } from './read-tenant.ts';
import { ruleIdOf } from './rule-id.ts';
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
  for (const entry of pipeline) {
    const { text: file, span } = entry.file;
    const name = path.posix.normalize(file);
    const kind = kindOf(name, entry);
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
    else if (kind !== 'rule' && (await isFolder(root, name))) {
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
    } else if (kind === 'unsupported') report(messages.unsupportedRuleFile({ file, span }));
    else {
      const read = await readSourceFile(root, file.includes('\\') ? file : name);
      if (read.kind === 'unreadable')
        report(messages.unreadableProjectFile({ file, reason: read.reason, span }));
      else if (kind === 'policy') files.push({ kind, file: read });
      else takeRule(read, ruleOptions(name, entry, secrets, report));
    }
  }
  return { files, diagnostics };
}

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
