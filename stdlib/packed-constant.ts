import { buildFlatTable, type TableParts } from './flat-table.ts';
import { buildTexts, type TextParts } from './flat-texts.ts';
import type { Constant } from './rule.ts';
import { areMany } from './text-set.ts';

/** A large constant in flat memory, which isolates can share; `buildConstant` makes it ready as any other. */
export type PackedConstant =
  | { readonly kind: 'packed set'; readonly name: string; readonly parts: TextParts }
  | { readonly kind: 'packed table'; readonly name: string; readonly parts: TableParts };

/** Brings a constant into flat memory; null where it is small, or nothing that has entries. */
export function packConstant(constant: Constant): PackedConstant | null {
  switch (constant.kind) {
    case 'set':
      return areMany(constant.items)
        ? { kind: 'packed set', name: constant.name, parts: buildTexts(constant.items, 0) }
        : null;
    case 'table':
      return constant.rows.length < FEW_ROWS
        ? null
        : { kind: 'packed table', name: constant.name, parts: buildFlatTable(constant.rows) };
    case 'network':
    case 'schedule':
    case 'pattern':
      return null;
  }
}

/** The same constant with the memory that `share` gives for each part of its memory. */
export function withMemory(
  constant: PackedConstant,
  share: (memory: ArrayBufferLike) => ArrayBufferLike,
): PackedConstant {
  const shared = (parts: TextParts): TextParts => ({ ...parts, memory: share(parts.memory) });
  if (constant.kind === 'packed set') return { ...constant, parts: shared(constant.parts) };
  const { keys, values } = constant.parts;
  return { ...constant, parts: { keys: shared(keys), values: shared(values) } };
}

/** So few rows are ready sooner where they are made of text than where memory is handed over. */
const FEW_ROWS = 1000;

export const packedFunctions = [withMemory] as const;
