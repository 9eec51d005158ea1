import { suggest, type Word } from '../../../grammar/index.ts';
import { listOf, scalar, TEXT_KINDS, type Type } from '../../../stdlib/index.ts';
import type { DefinitionContext } from '../definitions/read-data-file.ts';
import { unknownType } from '../messages/check-definition-messages.ts';

/** What lists and tables can hold; addresses are left out, since networks compare them by their value. */
const ITEM_KINDS = [...TEXT_KINDS, 'date'] as const;

/** The type that a word names, such as `email`; none is text. An unknown one is reported, and is the type `error`. */
export function readItemType(word: Word | null, context: DefinitionContext): Type {
  if (word === null) return scalar('text');
  return typeOfName(word.text, word, context);
}

/** The type of a table's values: one, or `list of` one. */
export function readValueType(word: Word, context: DefinitionContext): Type {
  const member = /^list\s+of\s+(.+)$/.exec(word.text)?.[1];
  if (member === undefined) return typeOfName(word.text, word, context);
  const type = typeOfName(member, word, context);
  return type.kind === 'error' ? type : listOf(type);
}

function typeOfName(name: string, word: Word, context: DefinitionContext): Type {
  const kind = ITEM_KINDS.find((one) => one === name);
  if (kind !== undefined) return scalar(kind);
  const suggestion = suggest(name, ITEM_KINDS);
  context.report(unknownType({ text: name, span: word.span, suggestion, known: ITEM_KINDS }));
  return { kind: 'error' };
}
