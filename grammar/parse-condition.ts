import { lostSentence, type Reading, readSentence } from './parse-text.ts';
import type { ConditionTree } from './policy.ts';
import type { Yaml } from './yaml-tree.ts';

const GROUPS = ['all', 'any', 'none', 'not_all'] as const;

/** A sentence, or a tree of lists of sentences. What cannot be read stands in it as a sentence that is unreadable. */
export function parseCondition(value: Yaml, reading: Reading): ConditionTree {
  const { span } = value;
  if (value.kind === 'text') return { kind: 'sentence', sentence: readSentence(value, reading), span };
  const lost: ConditionTree = { kind: 'sentence', sentence: lostSentence(span), span };
  if (value.kind !== 'map') return lost;
  const groups = GROUPS.flatMap((kind): readonly ConditionTree[] => {
    const list = value.entries.get(kind)?.value;
    if (list?.kind !== 'list') return [];
    return [{ kind, items: list.items.map((item) => parseCondition(item, reading)), span }];
  });
  const [first, second] = groups;
  if (first === undefined) return lost;
  return second === undefined ? first : { kind: 'all', items: [...groups, lost], span };
}
