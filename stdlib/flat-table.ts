import { buildTexts, findText, openTexts, placeAfter, type TextParts, textAt } from './flat-texts.ts';
import type { BuiltTable } from './table.ts';

/** A table in flat memory; `openFlatTable` makes it ready to be asked. */
export interface TableParts {
  /** Behind each key stands the place of its value. */
  readonly keys: TextParts;
  /** Each value once, as JSON. */
  readonly values: TextParts;
}

/** Brings rows into flat memory; of those with the same key the last one counts. */
export function buildFlatTable(rows: readonly (readonly [string, string | readonly string[]])[]): TableParts {
  const keys = buildTexts(
    rows.map(([key]) => key),
    1,
  );
  const texts = rows.map(([, value]) => JSON.stringify(value));
  const values = buildTexts(texts, 0);
  const flatKeys = openTexts(keys);
  const flatValues = openTexts(values);
  rows.forEach(([key], index) => {
    flatKeys.words[placeAfter(flatKeys, findText(flatKeys, key))] = findText(flatValues, texts[index] ?? '');
  });
  return { keys, values };
}

export function openFlatTable(parts: TableParts): BuiltTable {
  const keys = openTexts(parts.keys);
  const values = openTexts(parts.values);
  // Few different values are soon all known, and many would make texts of the whole table in time.
  const known = values.count <= 1000 ? new Map<number, string | readonly string[]>() : null;
  const read = (place: number) => {
    const value = JSON.parse(textAt(values, place));
    known?.set(place, value);
    return value;
  };
  return {
    get: (key: string) => {
      const place = findText(keys, key);
      if (place === 0) return undefined;
      const valuePlace = keys.words[placeAfter(keys, place)] ?? 0;
      return known?.get(valuePlace) ?? read(valuePlace);
    },
  };
}

export const flatTableFunctions = [openFlatTable] as const;
