import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Diagnostic } from './diagnostic.ts';
import { explainName } from './explain-name.ts';
import { plainLetters } from './plain-letters.ts';
import schema from './policy.schema.json' with { type: 'json' };
import {
  badId,
  denyNo,
  emptyValue,
  listWithoutGroup,
  tooManyRules,
  unknownChoice,
  wrongShape,
} from './policy-messages.ts';
import type { Span } from './source.ts';
import type { Spot } from './spot.ts';
import { suggest } from './suggest.ts';
import { emptyCell, tableWithoutRows } from './test-messages.ts';
import { show } from './yaml-messages.ts';
import { describe } from './yaml-tree.ts';

/** A mistake in a value; null when the error is about what another error says. */
export function explainValueError(spot: Spot, error: ErrorObject): Diagnostic | null {
  const { value } = spot;
  switch (error.keyword) {
    case 'type':
      return value.kind === 'nothing' ? explainEmpty(spot, error) : explainShape(spot, error);
    case 'minItems':
      if (value.kind === 'list' && value.items.length > 0) return tableWithoutRows({ span: spot.anchor });
      return explainEmpty(spot, error);
    case 'minProperties':
      return explainEmpty(spot, error);
    case 'maxItems': {
      const count = value.kind === 'list' ? value.items.length : 0;
      return tooManyRules({ count, limit: Number(error.params.limit), span: spot.anchor });
    }
    case 'enum':
      return value.kind === 'nothing' ? explainEmpty(spot, error) : explainChoice(spot, error);
    case 'not':
      return denyNo({ span: spanOf(spot) });
    case 'pattern': {
      const id = value.kind === 'text' ? value.text : '';
      if (error.schema === schema.$defs.name.pattern) return explainName(id, spanOf(spot));
      return badId({ id, suggestion: toId(id), span: spanOf(spot) });
    }
    case 'additionalProperties':
    case 'maxProperties':
    case 'propertyNames':
    case 'required':
    case 'dependentRequired':
    case 'anyOf':
      return null;
    default:
      throw new Error(`the schema uses no keyword but those above, so \`${error.keyword}\` cannot fail`);
  }
}

function explainEmpty(spot: Spot, error: ErrorObject): Diagnostic {
  if (spot.owner === 'this cell') return emptyCell({ span: spot.anchor });
  return emptyValue({ owner: spot.owner, expected: expectedBy(error), span: spot.anchor });
}

function explainShape(spot: Spot, error: ErrorObject): Diagnostic {
  const expected = expectedBy(error);
  const found = describe(spot.value);
  const takesGroups = error.parentSchema?.properties?.all !== undefined;
  if (takesGroups && spot.value.kind === 'list')
    return listWithoutGroup({ owner: spot.owner, span: spanOf(spot) });
  return wrongShape({ owner: spot.owner, expected, found, example: exampleIn(error), span: spanOf(spot) });
}

function explainChoice(spot: Spot, error: ErrorObject): Diagnostic {
  const { value } = spot;
  const choices = choicesIn(error);
  const found = value.kind === 'text' ? show(value.text) : describe(value);
  const suggestion = value.kind === 'text' && choices.length > 1 ? nearest(value.text, choices) : null;
  return unknownChoice({ choices, found, suggestion, span: spanOf(spot) });
}

function nearest(text: string, choices: readonly string[]): string | null {
  return (
    suggest(text, choices) ??
    (text.length > 2 ? choices.find((choice) => choice.startsWith(text)) : null) ??
    null
  );
}

/** The value if it stands on one line, else its key. */
function spanOf({ value, anchor }: Spot): Span {
  return value.kind === 'text' ? value.span : anchor;
}

const SHAPES: readonly (readonly [type: string, words: string])[] = [
  ['string', 'a text'],
  ['array', 'a list'],
  ['object', 'keys with values'],
];

function expectedBy(error: ErrorObject): string {
  const choices = choicesIn(error);
  if (choices.length > 0) return choices.map((choice) => `\`${choice}\``).join(' or ');
  const types: unknown = error.parentSchema?.type;
  const allowed = Array.isArray(types) ? types : [types];
  return SHAPES.flatMap(([type, words]) => (allowed.includes(type) ? [words] : [])).join(' or ');
}

/** `true` and `false` are accepted for `yes` and `no`, but not advertised. */
function choicesIn(error: ErrorObject): readonly string[] {
  const choices: unknown = error.parentSchema?.enum;
  if (!Array.isArray(choices)) return [];
  return choices.filter((choice) => typeof choice === 'string' && choice !== 'true' && choice !== 'false');
}

function exampleIn(error: ErrorObject): string | null {
  const examples: unknown = error.parentSchema?.examples;
  const example: unknown = Array.isArray(examples) ? examples[0] : null;
  return example === null || example === undefined ? null : onOneLine(example);
}

/** An example as it can stand behind its key. */
function onOneLine(example: unknown): string {
  if (Array.isArray(example)) return `[${example.map(inBrackets).join(', ')}]`;
  if (typeof example !== 'object' || example === null) return String(example);
  const entries = Object.entries(example).map(([key, value]) => `${key}: ${inBrackets(value)}`);
  return `{ ${entries.join(', ')} }`;
}

/** There a text cannot hold brackets but between quotes. */
function inBrackets(example: unknown): string {
  return typeof example === 'string' && /[{}[\]]/.test(example)
    ? JSON.stringify(example)
    : onOneLine(example);
}

/** Small letters, digits and hyphens out of what the author wrote. */
function toId(text: string): string {
  return plainLetters(text)
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^[\d-]+|-+$/g, '')
    .slice(0, 60);
}
