import type { Span, Word } from '../../grammar/index.ts';
import { foldItems, foldOf } from '../lower/lower-context.ts';
import type { Lint } from './lint.ts';
import { duplicateItem } from './lint-messages.ts';

/** An item that stands in a list twice, as the list's type compares. */
export const duplicateItemLint: Lint = (checked) => {
  const { policy } = checked;
  return policy.lists.flatMap((list) => {
    const definition = checked.names.get(list.name.text);
    if (definition?.kind !== 'list') return [];
    const first = new Map<string, Word>();
    return list.items.flatMap((item) => {
      const [key = item.text] = foldItems([item.text], foldOf(definition.type));
      const before = first.get(key);
      if (before === undefined) {
        first.set(key, item);
        return [];
      }
      const line = wholeLine(policy.source.text, item.span);
      return [
        duplicateItem({
          span: item.span,
          item: item.text,
          first: before.span,
          edit: line === null ? null : { span: line, text: '' },
        }),
      ];
    });
  });
};

/** The line of a `- item`, with its end; null when the item shares its line with others. */
function wholeLine(text: string, span: Span): Span | null {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const lineEnd = text.indexOf('\n', span.end);
  const end = lineEnd === -1 ? text.length : lineEnd + 1;
  const alone =
    /^[ \t]*-[ \t]+$/.test(text.slice(start, span.start)) &&
    /^[ \t]*(#.*)?\r?\n?$/.test(text.slice(span.end, end));
  return alone ? { start, end } : null;
}
