import type { Expression, Path } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import { parseTemplateText } from './parse-template-text.ts';
import type { Wording } from './parse-text.ts';
import { printText } from './print-text.ts';
import { type Argument, isDefinitionType } from './template-arguments.ts';
import { visitExpression } from './visit-expression.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** Sentences as people are to read them: with the values in the place of the parameters. Never to be read as code. */
export function wordingOf(given: readonly Argument[]): Wording {
  const shown = new Map(given.map((argument) => [argument.parameter.name.text, showArgument(argument)]));
  return {
    sentence: (text) => {
      const { value } = parseExpression(text);
      return value === null ? text : replaceAll(text, namesIn(value, shown));
    },
    text: (text) => {
      const { value } = parseTemplateText(text);
      if (value.kind === 'text') return text;
      const parts = value.parts.flatMap((part) =>
        typeof part === 'string' ? [] : (wholePart(part, text, shown) ?? namesIn(part, shown)),
      );
      return replaceAll(text, parts);
    },
  };
}

/** A value in a sentence, and in a text. */
interface Shown {
  readonly inSentence: string;
  readonly inText: string;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Longer lists are cut. */
const SHOWN_ITEMS = 6;

const PLAIN_TYPES: ReadonlySet<string> = new Set([
  'number',
  'yes/no',
  'date',
  'time',
  'instant',
  'duration',
  'ip',
  'network',
]);

function showArgument({ parameter, value }: Argument): Shown {
  const type = parameter.type.text;
  switch (value.kind) {
    case 'text': {
      if (type === 'secret') return showSecret(value.text);
      const isPlain = PLAIN_TYPES.has(type) || isDefinitionType(type);
      return { inSentence: isPlain ? value.text : quoted(value.text), inText: value.text };
    }
    case 'list': {
      const items = value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
      const isPlain = PLAIN_TYPES.has(type.replace(/^list\s+of\s+/, ''));
      const rest = items.length > SHOWN_ITEMS ? [`… ${items.length - SHOWN_ITEMS} more`] : [];
      const some = items.slice(0, SHOWN_ITEMS);
      const inSentence = [...some.map((item) => (isPlain ? item : quoted(item))), ...rest].join(', ');
      return { inSentence: `[${inSentence}]`, inText: [...some, ...rest].join(', ') };
    }
    case 'map': {
      const text = showSchedule(value);
      return { inSentence: text, inText: text };
    }
    case 'nothing':
    case 'unreadable':
      return { inSentence: parameter.name.text, inText: parameter.name.text };
  }
}

/** Only ever the name, as the author would write it without the template. */
function showSecret(name: string): Shown {
  return { inSentence: `secrets.${name}`, inText: `\${secrets.${name}}` };
}

/** `mon-fri 08:00 to 19:00 (Europe/Berlin)`. */
function showSchedule(map: YamlMap): string {
  const word = (key: string): string | null => textOf(map.entries.get(key)?.value);
  const [days, from, to, timezone] = [word('days'), word('from'), word('to'), word('timezone')];
  const hours = from === null && to === null ? [] : [`${from ?? '00:00'} to ${to ?? '24:00'}`];
  const zone = timezone === null ? [] : [`(${timezone})`];
  return [days ?? 'every day', ...hours, ...zone].join(' ');
}

function textOf(value: Yaml | undefined): string | null {
  return value?.kind === 'text' ? value.text : null;
}

function quoted(text: string): string {
  return printText([text], String);
}

/** `${group}` with its braces; null for what is more than a parameter. */
function wholePart(
  part: Expression,
  text: string,
  shown: ReadonlyMap<string, Shown>,
): readonly Replacement[] | null {
  const found = part.kind === 'path' && part.segments.length === 1 ? shown.get(rootOf(part)) : undefined;
  if (found === undefined) return null;
  const start = text.lastIndexOf('${', part.span.start);
  return [{ start, end: text.indexOf('}', part.span.end) + 1, text: found.inText }];
}

/** Where parameters stand in a sentence. */
function namesIn(expression: Expression, shown: ReadonlyMap<string, Shown>): readonly Replacement[] {
  const found: Replacement[] = [];
  visitExpression(expression, (part) => {
    if (part.kind !== 'path') return;
    const value = shown.get(rootOf(part));
    const span = part.segments[0]?.span;
    if (value !== undefined && span !== undefined) found.push({ ...span, text: value.inSentence });
  });
  return found;
}

function rootOf({ segments }: Path): string {
  return segments[0]?.name ?? '';
}

function replaceAll(text: string, replacements: readonly Replacement[]): string {
  return replacements
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end, text: value }) => rest.slice(0, start) + value + rest.slice(end), text);
}
