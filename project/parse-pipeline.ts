import type { RuleFile, Word, Yaml } from '../grammar/index.ts';
import type { JavaScriptRule } from '../stdlib/index.ts';
import { under, wordOf, wordsOf } from './yaml-values.ts';

/** A line of the pipeline: a policy file, or a rule in JavaScript with what is said about it. */
export interface PipelineEntry {
  readonly file: Word;
  /** Null: the line names nothing but the file. */
  readonly rule: RuleEntry | null;
}

/** `{ rule: rules/new.js, … }` */
export interface RuleEntry {
  readonly id: Word | null;
  readonly name: Word | null;
  readonly mode: JavaScriptRule['mode'];
  readonly timeout: Word | null;
  readonly ifItFails: JavaScriptRule['ifItFails'];
  readonly may: RuleFile['may'];
}

/** Reads `pipeline`. What has the wrong shape is left out: the schema tells of it. */
export function parsePipeline(value: Yaml | undefined): readonly PipelineEntry[] {
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => {
    const file = wordOf(item) ?? wordOf(under(item, 'rule'));
    return file === null ? [] : [{ file, rule: item.kind === 'map' ? parseRule(item) : null }];
  });
}

/** The line of a rule that stands in no pipeline. */
export function plainEntry(file: string): PipelineEntry {
  return { file: { text: file, span: { start: 0, end: 0 } }, rule: null };
}

const MODES = ['enforce', 'report-only', 'disabled'] as const;

function parseRule(item: Yaml): RuleEntry {
  const may = under(item, 'may');
  const mode = wordOf(under(item, 'mode'))?.text;
  return {
    id: wordOf(under(item, 'id')),
    name: wordOf(under(item, 'name')),
    mode: MODES.find((one) => one === mode) ?? 'enforce',
    timeout: wordOf(under(item, 'timeout')),
    ifItFails: wordOf(under(item, 'if_it_fails'))?.text === 'continue' ? 'continue' : 'deny',
    may: { network: wordsOf(under(may, 'network')), secrets: wordsOf(under(may, 'secrets')) },
  };
}
