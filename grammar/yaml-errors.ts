import type { YAMLParseError } from 'yaml';
import { type FoundSlip, fatal, type Slip, spoilKeys, spoilText, spoilValue } from './slip.ts';
import type { Span } from './source.ts';
import type { Landmarks } from './yaml-landmarks.ts';
import { intendedEnd, lineEnd, lineStart, quoteAdvice, quoteSpan, quoteText } from './yaml-lines.ts';
import {
  badIndentation,
  colonInSentence,
  dashAfterKey,
  keyNotText,
  missingColon,
  operatorAtLineStart,
  reservedStart,
  startsWithBracket,
  startsWithQuote,
  tabIndentation,
  textAfterBlockSign,
  unclosedQuote,
  unknownEscape,
  unpairedBracket,
  unreadableYaml,
} from './yaml-messages.ts';

/** The library's errors in the words of the language. Its warnings are about what is no mistake here. */
export function findErrors(
  text: string,
  errors: readonly YAMLParseError[],
  landmarks: Landmarks,
): readonly FoundSlip[] {
  const bent = new Set(
    errors.filter(({ code }) => code === 'MULTILINE_IMPLICIT_KEY').map((error) => error.pos[0]),
  );
  return errors.map((error) => {
    const at = Math.min(error.pos[0], text.length);
    return { at, explain: () => explainError({ text, at, error, landmarks, isBent: bent.has(at) }) };
  });
}

/** A colon with no key before it: YAML has taken the bracketed part before it for a value of its own. */
export function explainEmptyKey(text: string, at: number, landmarks: Landmarks): Slip {
  const before = text.slice(lineStart(text, at), at).trimEnd();
  if (/[\]}]$/.test(before)) {
    const bracketEnd = lineStart(text, at) + before.length;
    return explainBracket({ text, at, landmarks }, bracketEnd);
  }
  const span = { start: at, end: Math.min(at + 1, text.length) };
  return spoilKeys(text, span, keyNotText({ span, found: 'nothing' }));
}

interface Place {
  readonly text: string;
  readonly at: number;
  readonly error: YAMLParseError;
  readonly landmarks: Landmarks;
  /** True when what should be on one line stands on several. */
  readonly isBent: boolean;
}

function explainError(place: Place): Slip {
  const { text, at, error } = place;
  switch (error.code) {
    case 'BAD_SCALAR_START':
      return explainStart(place);
    case 'TAB_AS_INDENT':
      return explainTab(place);
    case 'BAD_DQ_ESCAPE': {
      const span = { start: at, end: Math.min(at + 2, text.length) };
      return spoilText(text, at, unknownEscape({ span, text: text.slice(span.start, span.end) }));
    }
    case 'MISSING_CHAR':
      return explainMissing(place);
    case 'BLOCK_IN_FLOW':
    case 'BAD_INDENT':
      return explainOpenBracket(place) ?? fatal(badIndentation({ span: wordAt(text, at) }));
    case 'BLOCK_AS_IMPLICIT_KEY':
      return place.isBent ? explainBent(place) : explainColon(place);
    case 'MULTILINE_IMPLICIT_KEY':
      return explainBent(place);
    case 'UNEXPECTED_TOKEN':
      return explainUnexpected(place);
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_TAGS':
    case 'BAD_PROP_ORDER':
      return spoilValue(text, at, unreadableYaml({ span: wordAt(text, at) }));
    case 'BAD_DIRECTIVE':
    case 'BAD_COLLECTION_TYPE':
    case 'DUPLICATE_KEY':
    case 'IMPOSSIBLE':
    case 'KEY_OVER_1024_CHARS':
    case 'MULTIPLE_DOCS':
    case 'NON_STRING_KEY':
    case 'RESOURCE_EXHAUSTION':
      return fatal(unreadableYaml({ span: wordAt(text, at) }));
  }
}

function explainStart({ text, at, landmarks }: Place): Slip {
  const whole = { start: at, end: intendedEnd(text, at, landmarks.isInBrackets(at)) };
  const span = { start: at, end: at + 1 };
  const sign = text.slice(at, at + 1);
  return spoilText(text, at, reservedStart({ span, sign, ...quoteSpan(text, whole) }));
}

function explainTab({ text, at }: Place): Slip {
  const start = Math.max(text.indexOf('\t', lineStart(text, at)), 0);
  const end = start + (/^\t*/.exec(text.slice(start, lineEnd(text, start)))?.[0].length ?? 0);
  const edits = [{ span: { start, end }, text: '  '.repeat(end - start) }];
  return fatal(
    tabIndentation({
      span: { start, end },
      fix: { title: 'use two spaces for each level', safe: false, edits },
    }),
  );
}

function explainMissing(place: Place): Slip {
  const { text, at, error, landmarks } = place;
  if (error.message.includes('closing')) {
    const start = landmarks.quoteBefore(at);
    const sign = text.slice(start, start + 1);
    return fatal(unclosedQuote({ span: { start, end: start + 1 }, sign }));
  }
  if (error.message.startsWith('Implicit map keys')) {
    return at < text.length && /\S/.test(text.charAt(at))
      ? explainKey(place)
      : fatal(badIndentation({ span: wordAt(text, at) }));
  }
  if (error.message.startsWith('Sequence item')) return fatal(badIndentation({ span: wordAt(text, at) }));
  if (error.message.startsWith('Block scalars')) return fatal(badIndentation({ span: wordAt(text, at) }));
  return explainOpenBracket(place) ?? spoilValue(text, at, unreadableYaml({ span: wordAt(text, at) }));
}

/** A word where a key was expected: no colon follows it. */
function explainKey({ text, at }: Place): Slip {
  const end = intendedEnd(text, at, false);
  const span = { start: at, end };
  return spoilKeys(text, span, missingColon({ span, text: text.slice(at, end) }));
}

function explainOpenBracket({ text, at, landmarks }: Place): Slip | null {
  const start = landmarks.openBracket(at);
  if (start === null) return null;
  return fatal(unpairedBracket({ span: { start, end: start + 1 }, sign: text.slice(start, start + 1) }));
}

/** A value that goes on in a line with a colon: either the first line has lost its colon, or the second is too deep. */
function explainBent({ text, at }: Place): Slip {
  if (/^-(\s|$)/.test(text.slice(at, at + 2))) return fatal(badIndentation({ span: wordAt(text, at) }));
  const isKeyPlace = /^\ufeff?[ -]*$/.test(text.slice(lineStart(text, at), at));
  const end = intendedEnd(text, at, false);
  if (isKeyPlace) {
    const span = { start: at, end };
    const second = text.indexOf('\n', at) + 1;
    const reach = { start: at, end: second === 0 ? end : second };
    return spoilKeys(text, reach, missingColon({ span, text: text.slice(at, end) }));
  }
  const next = text.indexOf('\n', at) + 1;
  return fatal(badIndentation({ span: wordAt(text, next) }));
}

function explainColon({ text, at, landmarks }: Place): Slip {
  const gap = /^\s+(?=-\s)/.exec(text.slice(at))?.[0];
  if (gap !== undefined) return fatal(badIndentation({ span: wordAt(text, at + gap.length) }));
  const end = intendedEnd(text, at, landmarks.isInBrackets(at));
  const from = /^(["']).*?\1/.exec(text.slice(at, end))?.[0].length ?? 0;
  const found = text.slice(at + from, end).search(/:(?=[ \t]|$)/);
  const colon = found === -1 ? at : at + from + found;
  const span = { start: colon, end: colon + 1 };
  return spoilText(text, at, colonInSentence({ span, ...quoteSpan(text, { start: at, end }) }));
}

function explainUnexpected(place: Place): Slip {
  const { text, at, error, landmarks } = place;
  if (error.message.startsWith('Not a YAML') || error.message.startsWith('Block scalar header')) {
    return explainBlockSign(place);
  }
  if (error.message.startsWith('Unexpected block-seq-ind')) {
    const span = { start: at, end: at + 1 };
    return spoilKeys(text, span, dashAfterKey({ span }));
  }
  const before = text.slice(0, at).trimEnd();
  const last = before.slice(-1);
  const isOnLine = before.length > lineStart(text, at);
  if (isOnLine && error.message.endsWith('node end')) {
    if (last === '"' || last === "'") return explainQuote(place, before.length);
    if (last === ']' || last === '}') return explainBracket(place, before.length);
  }
  const sign = text.slice(at, at + 1);
  if (sign === ']' || sign === '}') return fatal(unpairedBracket({ span: { start: at, end: at + 1 }, sign }));
  if (landmarks.isInBrackets(at)) return spoilValue(text, at, unreadableYaml({ span: wordAt(text, at) }));
  return fatal(
    isOnLine ? unreadableYaml({ span: wordAt(text, at) }) : badIndentation({ span: wordAt(text, at) }),
  );
}

function explainBlockSign({ text, at }: Place): Slip {
  const from = lineStart(text, at);
  const found = text.slice(from, at + 1).search(/(?<![^\s])[|>]/);
  const start = found === -1 ? at : from + found;
  if (text.startsWith('||', start)) {
    const span = { start, end: start + 2 };
    return spoilText(text, start, operatorAtLineStart({ span, sign: '||' }));
  }
  const whole = { start, end: intendedEnd(text, start, false) };
  const span = { start, end: start + 1 };
  const sign = text.slice(start, start + 1);
  return spoilText(text, start, textAfterBlockSign({ span, sign, ...quoteSpan(text, whole) }));
}

function explainQuote({ text, landmarks, at }: Place, quoteEnd: number): Slip {
  const start = landmarks.quoteBefore(quoteEnd);
  const end = intendedEnd(text, start, landmarks.isInBrackets(at));
  const written = text.slice(start, quoteEnd);
  const rest = text.slice(quoteEnd, end);
  const inside = written.startsWith("'") ? `"${written.slice(1, -1).replaceAll("''", "'")}"` : written;
  const { quoted, fix } = quoteSpan(text, { start, end });
  const requoted = quoteText(inside + rest);
  const field = /^ +in +([A-Za-z][\w.]*)$/.exec(rest)?.[1];
  const diagnostic = startsWithQuote({
    span: { start, end: quoteEnd },
    quoted: quoted === null ? null : requoted,
    turned: field === undefined ? null : `${field} contains ${inside}`,
    fix:
      fix === null
        ? null
        : { ...fix, title: quoteAdvice(requoted), edits: [{ span: { start, end }, text: requoted }] },
  });
  return spoilText(text, start, diagnostic);
}

function explainBracket({ text, landmarks, at }: Omit<Place, 'error' | 'isBent'>, bracketEnd: number): Slip {
  const start = landmarks.bracketBefore(bracketEnd);
  const whole: Span = { start, end: intendedEnd(text, start, landmarks.isInBrackets(start)) };
  const sign = text.slice(start, start + 1);
  const span = { start, end: bracketEnd };
  if (whole.end <= at) return fatal(unreadableYaml({ span: wordAt(text, at) }));
  return spoilText(text, start, startsWithBracket({ span, sign, ...quoteSpan(text, whole) }));
}

/** The first word at or after an offset in its line, or the character there; at the end of a file, the last character. */
function wordAt(text: string, at: number): Span {
  const word = /^\s*([^\s:,[\]{}]+)/.exec(text.slice(at, lineEnd(text, at)));
  if (word?.[1] !== undefined)
    return { start: at + word[0].length - word[1].length, end: at + word[0].length };
  const start = Math.min(at, Math.max(0, text.length - 1));
  return { start, end: Math.min(start + 1, text.length) };
}
