import type { Word, Yaml } from '../grammar/index.ts';

/** A text with its place; null for anything else. */
export function wordOf(value: Yaml | undefined): Word | null {
  return value?.kind === 'text' ? { text: value.text, span: value.span } : null;
}

/** The texts of a list, or one text alone; null when there is neither. */
export function wordsOf(value: Yaml | undefined): readonly Word[] | null {
  const only = wordOf(value);
  if (only !== null) return [only];
  return value?.kind === 'list' ? value.items.flatMap((item) => wordOf(item) ?? []) : null;
}

/** The keys of a map with their values, in the order of the file; of anything else none. */
export function entriesOf(value: Yaml | undefined): readonly (readonly [name: Word, value: Yaml])[] {
  if (value?.kind !== 'map') return [];
  return Array.from(value.entries.values(), ({ key, value: under }) => [
    { text: key.text, span: key.span },
    under,
  ]);
}

/** What stands under a key of a map. */
export function under(value: Yaml | undefined, name: string): Yaml | undefined {
  return value?.kind === 'map' ? value.entries.get(name)?.value : undefined;
}

/** The texts of a map by their names. */
export function textsOf(value: Yaml | undefined): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(value).flatMap(([name, text]) =>
      text.kind === 'text' ? [[name.text, text.text] as const] : [],
    ),
  );
}
