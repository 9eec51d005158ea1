import { insertItem } from './insert-item.ts';
import type { Source } from './source.ts';

/**
 * The text of a policy with one more rule, as `printUse` writes it, at the end of its `rules`. Everything else stays as
 * it is, to the byte. Null when the policy, or the rule, cannot be read.
 */
export function insertRule(source: Source, rule: string): string | null {
  return insertItem(source, 'rules', rule);
}
