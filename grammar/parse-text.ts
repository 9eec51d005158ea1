import type { Diagnostic } from './diagnostic.ts';
import type { Expression } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import { parseTemplateText } from './parse-template-text.ts';
import type { Placement } from './placement.ts';
import type { OneOf, Sentence, Template, TemplateField, Word } from './policy.ts';
import { missingSpaceAfterEquals } from './policy-messages.ts';
import type { Span } from './source.ts';
import type { Yaml, YamlMap, YamlText } from './yaml-tree.ts';

/** What is told while a policy is read. Values of the wrong shape are left out in silence: the schema tells them. */
export interface Reading {
  readonly diagnostics: Diagnostic[];
  /** How sentences are told to people, where that is not as they are written: with the values of parameters. */
  readonly wording?: Wording;
}

/** The words of a sentence, and of a text with `${…}`, as people are to read them. */
export interface Wording {
  readonly sentence: (text: string) => string;
  readonly text: (text: string) => string;
}

/** The value under a key. */
export function valueAt(map: YamlMap, name: string): Yaml | null {
  return map.entries.get(name)?.value ?? null;
}

/** A text with its place; null for anything else. */
export function wordOf(value: Yaml | null): Word | null {
  return value?.kind === 'text' ? { text: value.text, span: value.span } : null;
}

/** One text, or the texts of a list; null when there is neither. */
export function wordsOf(value: Yaml | null): readonly Word[] | null {
  if (value?.kind === 'text') return [{ text: value.text, span: value.span }];
  if (value?.kind !== 'list') return null;
  return value.items.flatMap((item) => wordOf(item) ?? []);
}

/** A word out of a fixed set; null for anything else. */
export function choiceOf<T extends string>(value: Yaml | null, choices: readonly T[]): OneOf<T> | null {
  if (value?.kind !== 'text') return null;
  const choice = choices.find((word) => word === value.text);
  return choice === undefined ? null : { value: choice, span: value.span };
}

/** A sentence. */
export function readSentence(value: YamlText, reading: Reading): Sentence {
  return readSentenceFrom(value, 0, reading);
}

/** Stands for a sentence about which a diagnostic has been given. */
export function lostSentence(span: Span): Sentence {
  return { expression: { kind: 'unreadable', span }, text: '', span };
}

/** A value of an effect; null when there is none to speak of. */
export function readTemplate(value: Yaml | null, reading: Reading): Template | null {
  switch (value?.kind) {
    case 'text':
      return readTemplateText(value, reading);
    case 'list':
      return {
        kind: 'list',
        items: value.items.flatMap((item) => readTemplate(item, reading) ?? []),
        span: value.span,
      };
    case 'map':
      return { kind: 'record', fields: readFields(value, reading), span: value.span };
    case 'unreadable':
      return { kind: 'sentence', sentence: lostSentence(value.span), span: value.span };
    case 'nothing':
    case undefined:
      return null;
  }
}

/** The keys of a map with their values. */
export function readFields(map: YamlMap, reading: Reading): readonly TemplateField[] {
  return [...map.entries.values()].flatMap(({ key, value }) => {
    const template = readTemplate(value, reading);
    return template === null ? [] : [{ name: { text: key.text, span: key.span }, value: template }];
  });
}

function readTemplateText(value: YamlText, reading: Reading): Template {
  const { text, span, placement } = value;
  const equals = /^=(?:\s+|$)/.exec(text);
  if (equals !== null) {
    return { kind: 'sentence', sentence: readSentenceFrom(value, equals[0].length, reading), span };
  }
  if (/^=[A-Za-z_("[]/.test(text)) {
    const at = { start: placement.start(0), end: placement.end(1) };
    const edits = [{ span: { start: at.end, end: at.end }, text: ' ' }];
    const fix = { title: 'write a space after `=`', safe: false, edits };
    reading.diagnostics.push(missingSpaceAfterEquals({ span: at, fix }));
  }
  const isQuoted = !value.isPlain;
  if (!text.includes('${')) return { kind: 'text', value: text, isQuoted, span };
  const { value: expression, diagnostics } = parseTemplateText(text, placement);
  reading.diagnostics.push(...diagnostics);
  if (expression.kind === 'text') return { kind: 'text', value: expression.value, isQuoted, span };
  return { kind: 'sentence', sentence: sentenceOf(value, 0, expression, reading.wording?.text), span };
}

function readSentenceFrom(value: YamlText, from: number, reading: Reading): Sentence {
  const { value: expression, diagnostics } = parseExpression(
    value.text.slice(from),
    partOf(value.placement, from),
  );
  reading.diagnostics.push(...diagnostics);
  return sentenceOf(value, from, expression, reading.wording?.sentence);
}

/** The placement of the part of a text that begins at `from`. */
function partOf(placement: Placement, from: number): Placement {
  return {
    start: (index) => placement.start(index + from),
    end: (index) => (index === 0 ? placement.start(from) : placement.end(index + from)),
  };
}

/** The span leaves out quotes and the white space around the sentence. */
function sentenceOf(
  value: YamlText,
  from: number,
  expression: Expression | null,
  wording: ((text: string) => string) | undefined,
): Sentence {
  const text = value.text.slice(from);
  const first = from + text.length - text.trimStart().length;
  const last = Math.max(first, from + text.trimEnd().length);
  const span = { start: value.placement.start(first), end: value.placement.end(last) };
  const written = text.trim().replaceAll(/\s*\n\s*/g, ' ');
  return {
    expression: expression ?? { kind: 'unreadable', span },
    text: wording === undefined ? written : wording(written),
    span: span.start <= span.end ? span : value.span,
  };
}
