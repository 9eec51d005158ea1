import type { Builtin } from './builtin.ts';
import { scalar } from './type.ts';

/** Unicode's simple lower case of one character: always one character. */
export function lowerCharacter(character: string): string {
  // The only letter whose full lower case is two characters: capital I with dot above.
  return character === '\u0130' ? 'i' : character.toLowerCase();
}

/** Unicode's simple upper case of one character: always one character, so `ß` stays. */
export function upperCharacter(character: string): string {
  const upperCase = character.toUpperCase();
  const point = character.codePointAt(0) ?? 0;
  if (Array.from(upperCase).length === 1) return upperCase;
  // Greek letters with iota subscript: their full upper case is two letters, their simple one is the title case.
  if (point >= 0x1f80 && point <= 0x1faf) return String.fromCodePoint(point | 8);
  if (point === 0x1fb3 || point === 0x1fc3 || point === 0x1ff3) return String.fromCodePoint(point + 9);
  return character;
}

/** Unicode's simple lower case, character by character. */
export function lower(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  if (!/[^ -~]/.test(text)) return text.toLowerCase();
  return Array.from(text, lowerCharacter).join('');
}

/** Unicode's simple upper case, character by character. */
export function upper(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  if (!/[^ -~]/.test(text)) return text.toUpperCase();
  return Array.from(text, upperCharacter).join('');
}

/**
 * The text as `ignoring case` compares it: Unicode's simple upper case, then its simple lower case, so that all forms
 * of a letter meet (`Σ`, `σ`, `ς`). The Turkish letters `ı` and `İ` stay apart from `i`, as in Unicode's case folding.
 */
export function foldCase(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  if (!/[^ -~]/.test(text)) return text.toLowerCase();
  return Array.from(text, (character) =>
    character === '\u0130' || character === '\u0131' ? character : lowerCharacter(upperCharacter(character)),
  ).join('');
}

/** The text with its first character in upper case. */
export function capitalise(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const initial = Array.from(text.slice(0, 2))[0] ?? '';
  return upperCharacter(initial) + text.slice(initial.length);
}

export const caseFunctions = [lowerCharacter, upperCharacter, foldCase] as const;

const text = scalar('text');

export const caseBuiltins: readonly Builtin[] = [
  {
    name: 'lower',
    summary:
      'The text in lower case. Each character becomes one character (Unicode simple case mapping), whatever the language of the text.',
    subject: 'text',
    parameters: [{ name: 'text', type: text }],
    returns: text,
    examples: [
      ['lower("Ada LOVELACE")', 'ada lovelace'],
      ['lower("ÄÖÜ")', 'äöü'],
      ['lower("")', ''],
      ['lower(missing)', undefined],
    ],
    run: lower,
  },
  {
    name: 'upper',
    summary:
      'The text in upper case. Each character becomes one character (Unicode simple case mapping), so `ß` stays `ß`.',
    subject: 'text',
    parameters: [{ name: 'text', type: text }],
    returns: text,
    examples: [
      ['upper("de")', 'DE'],
      ['upper("straße")', 'STRAßE'],
      ['upper(missing)', undefined],
    ],
    run: upper,
  },
  {
    name: 'capitalise',
    summary: 'The text with its first character in upper case; the others stay as they are.',
    subject: 'text',
    parameters: [{ name: 'text', type: text }],
    returns: text,
    examples: [
      ['capitalise("ada lovelace")', 'Ada lovelace'],
      ['capitalise("éva")', 'Éva'],
      ['capitalise("")', ''],
      ['capitalise(missing)', undefined],
    ],
    run: capitalise,
  },
];
