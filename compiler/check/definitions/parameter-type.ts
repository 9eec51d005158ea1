import { type Diagnostic, suggest, type Word } from '../../../grammar/index.ts';
import { listOf, type ScalarKind, scalar, TEXT_KINDS, type Type } from '../../../stdlib/index.ts';
import { unknownParameterType } from '../messages/check-definition-messages.ts';

const SCALARS: readonly ScalarKind[] = [
  ...TEXT_KINDS,
  'number',
  'yes/no',
  'date',
  'time',
  'instant',
  'duration',
  'ip',
  'network',
  'schedule',
];

/** As lists of policies: networks are lists already. */
const MEMBERS: readonly ScalarKind[] = [...TEXT_KINDS, 'date'];

/** The name of a secret of the project; its value is a text that nobody can read. */
const SECRET = 'secret';

/** The type of a parameter, as written; an unknown one is `error`. */
export function parameterType({ text }: Word): Type {
  if (text === SECRET) return scalar('text');
  const member = memberOf(text);
  const kind = (member === null ? SCALARS : MEMBERS).find((one) => one === (member ?? text));
  if (kind === undefined) return { kind: 'error' };
  return member === null ? scalar(kind) : listOf(scalar(kind));
}

/** Reports the type of a parameter if there is none of that name. */
export function checkParameterType(word: Word, report: (diagnostic: Diagnostic) => void): void {
  if (parameterType(word).kind !== 'error') return;
  const member = memberOf(word.text);
  const known = member === null ? [...SCALARS, SECRET] : MEMBERS;
  const near = suggest(member ?? word.text, known);
  const suggestion = near !== null && member !== null ? `list of ${near}` : near;
  report(unknownParameterType({ text: word.text, span: word.span, suggestion, known }));
}

/** What a `list of` it is. */
function memberOf(text: string): string | null {
  return /^list\s+of\s+(.+)$/.exec(text)?.[1] ?? null;
}
