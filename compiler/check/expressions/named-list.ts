import type { Path } from '../../../grammar/index.ts';
import { definitionName, type LowerContext } from '../../lower/lower-context.ts';
import type { Definition } from '../check.ts';

/** What a table has beside its rows: all that stands on one side of them, as a list. */
export const TABLE_LISTS = ['keys', 'values'] as const;

/** A list that a path names, with the name that is its alone; null when the path names something else. */
export function namedListOf(
  path: Path,
  context: LowerContext,
): { readonly name: string; readonly list: Definition & { readonly kind: 'list' } } | null {
  const [first, second, third] = path.segments;
  if (first === undefined || third !== undefined) return null;
  if (context.parameters.get(first.name)?.kind === 'value') return null;
  const own = definitionName(first.name, context);
  const definition = context.checked.names.get(own);
  if (definition?.kind === 'list' && second === undefined) return { name: own, list: definition };
  if (definition?.kind !== 'table' || second === undefined) return null;
  // No author's name has a point in it.
  const name = `${own}.${second.name}`;
  const { from, to, rows } = definition;
  if (second.name === 'keys')
    return { name, list: { kind: 'list', type: from, items: rows.map(([key]) => key) } };
  const type = to.kind === 'list' ? to.of : to;
  return { name, list: { kind: 'list', type, items: rows.flatMap(([, value]) => value) } };
}
