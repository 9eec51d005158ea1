import { boundedList, boundedText } from './bounds.ts';
import type { Builtin } from './builtin.ts';
import type { CompiledPattern } from './pattern.ts';
import { listOf, textOf } from './shape.ts';
import { listOf as listType, scalar } from './type.ts';

/** The text without white space at its ends. */
export function trim(text: unknown): string | undefined {
  return textOf(text)?.trim();
}

/** How many characters (code points) a text has. */
export function length(text: unknown): number | undefined {
  return typeof text === 'string' ? Array.from(text).length : undefined;
}

/** The text with every occurrence of a part replaced; as it is when the part is empty. */
export function replaceText(text: unknown, part: unknown, replacement: unknown): string | undefined {
  if (typeof text !== 'string' || typeof part !== 'string' || typeof replacement !== 'string')
    return undefined;
  const pieces = part === '' ? [text] : text.split(part);
  return joinText(pieces, replacement);
}

/** The text with every match of a pattern of the policy replaced by a text. */
export function replaceMatches(
  text: unknown,
  pattern: CompiledPattern,
  replacement: unknown,
): string | undefined {
  if (typeof text !== 'string' || typeof replacement !== 'string') return undefined;
  if (typeof pattern?.replaceAll !== 'function') return undefined;
  // How often the pattern matches is not known beforehand; at most once before every character and at the end.
  if ((text.length + 1) * replacement.length > 100_000_000) return undefined;
  return boundedText(pattern.replaceAll(text, replacement));
}

/** The parts of a text between separators; its characters when the separator is empty. */
export function splitText(text: unknown, separator: unknown): readonly string[] | undefined {
  if (typeof text !== 'string' || typeof separator !== 'string') return undefined;
  return boundedList(separator === '' ? Array.from(text) : text.split(separator));
}

/** The texts of a list as one, with the separator between them. */
export function joinText(list: unknown, separator: unknown): string | undefined {
  const texts = listOf(list, textOf);
  if (texts === undefined || typeof separator !== 'string') return undefined;
  const total = texts.reduce((size, text) => size + text.length, separator.length * (texts.length - 1));
  return total <= 1_000_000 ? texts.join(separator) : undefined;
}

/** What stands before the first separator; missing when the text has none. */
export function substringBefore(text: unknown, separator: unknown): string | undefined {
  if (typeof text !== 'string' || typeof separator !== 'string') return undefined;
  const at = text.indexOf(separator);
  return at === -1 ? undefined : text.slice(0, at);
}

/** What stands after the first separator; missing when the text has none. */
export function substringAfter(text: unknown, separator: unknown): string | undefined {
  if (typeof text !== 'string' || typeof separator !== 'string') return undefined;
  const at = text.indexOf(separator);
  return at === -1 ? undefined : text.slice(at + separator.length);
}

/** The first characters of a text, all when it has fewer; missing unless the count is a whole number from 0. */
export function firstChars(text: unknown, count: unknown): string | undefined {
  if (typeof text !== 'string' || !Number.isInteger(count) || Number(count) < 0) return undefined;
  return Array.from(text).slice(0, Number(count)).join('');
}

/** The last characters of a text, all when it has fewer; missing unless the count is a whole number from 0. */
export function lastChars(text: unknown, count: unknown): string | undefined {
  if (typeof text !== 'string' || !Number.isInteger(count) || Number(count) < 0) return undefined;
  const characters = Array.from(text);
  return characters.slice(Math.max(0, characters.length - Number(count))).join('');
}

/** The text without any white space. */
export function removeSpaces(text: unknown): string | undefined {
  return textOf(text)?.replace(/\s+/g, '');
}

const text = { name: 'text', type: scalar('text') } as const;
const separator = { name: 'separator', type: scalar('text') } as const;
const replacement = { name: 'replacement', type: scalar('text') } as const;
const count = { name: 'count', type: scalar('number') } as const;

export const textBuiltins: readonly Builtin[] = [
  {
    name: 'trim',
    summary: 'The text without white space at its ends.',
    subject: 'text',
    parameters: [text],
    returns: scalar('text'),
    examples: [
      ['trim("  Ada ")', 'Ada'],
      ['trim("   ")', ''],
      ['trim(missing)', undefined],
    ],
    run: trim,
  },
  {
    name: 'length',
    summary: 'How many characters a text has; an emoji of one code point is one.',
    subject: 'text',
    parameters: [text],
    returns: scalar('number'),
    examples: [
      ['length("Ada")', 3],
      ['length("😀")', 1],
      ['length("")', 0],
      ['length(missing)', undefined],
    ],
    run: length,
  },
  {
    name: 'replaceText',
    summary:
      'The text with every occurrence of a part replaced; as it is when the part is empty, missing when it gets longer than a million characters.',
    subject: 'text',
    parameters: [text, { name: 'part', type: scalar('text') }, replacement],
    returns: scalar('text'),
    examples: [
      ['replaceText("a.b.c", ".", "-")', 'a-b-c'],
      ['replaceText("price: $", "$", "$&")', 'price: $&'],
      ['replaceText("abc", "", "-")', 'abc'],
      ['replaceText("abc", "b", missing)', undefined],
    ],
    run: replaceText,
  },
  {
    name: 'replaceMatches',
    summary:
      'The text with every match of a pattern replaced by a plain text; missing when it gets longer than a million characters.',
    subject: 'text',
    parameters: [text, { name: 'pattern', type: scalar('pattern') }, replacement],
    returns: scalar('text'),
    examples: [
      ['replaceMatches("room 12, floor 3", /[0-9]+/, "#")', 'room #, floor #'],
      ['replaceMatches("abc", /x/, "y")', 'abc'],
      ['replaceMatches("abc", /b/, "$0")', 'a$0c'],
      ['replaceMatches(missing, /x/, "y")', undefined],
    ],
    run: replaceMatches,
  },
  {
    name: 'splitText',
    summary: 'The parts of a text between separators; its characters when the separator is empty.',
    subject: 'text',
    parameters: [text, separator],
    returns: listType(scalar('text')),
    examples: [
      ['splitText("hr,it,ops", ",")', ['hr', 'it', 'ops']],
      ['splitText("a,,b", ",")', ['a', '', 'b']],
      ['splitText("né", "")', ['n', 'é']],
      ['splitText(missing, ",")', undefined],
    ],
    run: splitText,
  },
  {
    name: 'joinText',
    summary:
      'The texts of a list as one text, with the separator between them; missing when it gets longer than a million characters.',
    subject: 'text',
    parameters: [{ name: 'list', type: listType(scalar('text')) }, separator],
    returns: scalar('text'),
    examples: [
      ['joinText(["hr", "it"], ", ")', 'hr, it'],
      ['joinText([], ", ")', ''],
      ['joinText(missing, ", ")', undefined],
    ],
    run: joinText,
  },
  {
    name: 'substringBefore',
    summary: 'What stands before the first separator; missing when the text has none.',
    subject: 'text',
    parameters: [text, separator],
    returns: scalar('text'),
    examples: [
      ['substringBefore("sales-emea-1", "-")', 'sales'],
      ['substringBefore("-sales", "-")', ''],
      ['substringBefore("sales", "-")', undefined],
    ],
    run: substringBefore,
  },
  {
    name: 'substringAfter',
    summary: 'What stands after the first separator; missing when the text has none.',
    subject: 'text',
    parameters: [text, separator],
    returns: scalar('text'),
    examples: [
      ['substringAfter("sales-emea-1", "-")', 'emea-1'],
      ['substringAfter("sales-", "-")', ''],
      ['substringAfter("sales", "-")', undefined],
    ],
    run: substringAfter,
  },
  {
    name: 'firstChars',
    summary: 'The first characters of a text; all of it when it has fewer.',
    subject: 'text',
    parameters: [text, count],
    returns: scalar('text'),
    examples: [
      ['firstChars("Lovelace", 4)', 'Love'],
      ['firstChars("Ada", 9)', 'Ada'],
      ['firstChars("Ada", -1)', undefined],
      ['firstChars(missing, 1)', undefined],
    ],
    run: firstChars,
  },
  {
    name: 'lastChars',
    summary: 'The last characters of a text; all of it when it has fewer.',
    subject: 'text',
    parameters: [text, count],
    returns: scalar('text'),
    examples: [
      ['lastChars("Lovelace", 4)', 'lace'],
      ['lastChars("Ada", 0)', ''],
      ['lastChars("Ada", 1.5)', undefined],
      ['lastChars(missing, 1)', undefined],
    ],
    run: lastChars,
  },
  {
    name: 'removeSpaces',
    summary: 'The text without any white space.',
    subject: 'text',
    parameters: [text],
    returns: scalar('text'),
    examples: [
      ['removeSpaces("DE 123 456")', 'DE123456'],
      ['removeSpaces("")', ''],
      ['removeSpaces(missing)', undefined],
    ],
    run: removeSpaces,
  },
];
