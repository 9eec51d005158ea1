import {
  isDefinitionType,
  type ParameterDefinition,
  placedText,
  readYaml,
  suggest,
  type Yaml,
} from '../../grammar/index.ts';

/**
 * What somebody typed for a parameter, as it is to stand under `with`. It may be written as in a policy; brackets around
 * a list or a schedule can be left out. One word for a list is the name of one of the policy, `names`, if it is or nearly
 * is one, and else the only item. Null: it cannot be read.
 */
export function readAnswer(
  { type }: ParameterDefinition,
  text: string,
  names: readonly string[],
): Yaml | null {
  const written = text.trim();
  if (!isDefinitionType(type.text)) return readWord(written);
  if (written === '') return null;
  if (type.text === 'schedule') {
    const inBraces = !written.startsWith('{') && /:(?:\s|$)/.test(written) ? `{ ${written} }` : written;
    return readValue(inBraces);
  }
  if (written.startsWith('[')) return readValue(written);
  if (written.includes(',')) return readItems(written);
  if (type.text === 'network' || names.includes(written) || suggest(written, names) !== null)
    return readValue(written) ?? placedText(written, NOWHERE);
  return listOf([readWord(written)]);
}

const NOWHERE = { start: 0, end: 0 };

/** A text needs no quotes, whatever is in it. */
function readWord(text: string): Yaml {
  const quoted = /^['"]/.test(text) ? readValue(text) : null;
  return quoted?.kind === 'text' ? quoted : placedText(text, NOWHERE);
}

/** Items between commas. */
function readItems(text: string): Yaml {
  const list = readValue(`[${text}]`);
  const isRead = list?.kind === 'list' && list.items.every(({ kind }) => kind === 'text');
  if (isRead) return list;
  const items = text.split(',').map((item) => item.trim());
  return listOf(items.filter((item) => item !== '').map((item) => placedText(item, NOWHERE)));
}

function listOf(items: readonly Yaml[]): Yaml {
  return { kind: 'list', items, span: NOWHERE };
}

/** A value in YAML, and nothing behind it. */
function readValue(text: string): Yaml | null {
  const { root, diagnostics } = readYaml({ name: '', text: `value: ${text}\n` });
  const entries = [...(root?.entries.values() ?? [])];
  const [entry] = entries;
  const isFine = entries.length === 1 && entry?.key.text === 'value' && diagnostics.length === 0;
  if (!isFine || entry.value.kind === 'nothing' || entry.value.kind === 'unreadable') return null;
  return entry.value;
}
