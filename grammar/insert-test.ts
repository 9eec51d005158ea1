import { insertItem } from './insert-item.ts';
import type { Source } from './source.ts';

/**
 * The text of a policy or of a file of tests with one more item, as `printTestItem` writes it, at the end of its
 * `tests`. Everything else stays as it is, to the byte. Null when the file, or the item, cannot be read.
 */
export function insertTest(source: Source, item: string): string | null {
  return insertItem(source, 'tests', item);
}
