import { compilePattern } from '../../stdlib/index.ts';

/** A pattern of a policy for this process; see `compilePattern`. */
export function compileHere(source: string, flags: string): ReturnType<typeof compilePattern> {
  const pattern = compilePattern(source, flags);
  const plain = flags === '' ? plainPattern(source) : null;
  return plain === null ? pattern : { ...pattern, test: (text: string) => plain.test(text) };
}

/**
 * The pattern as the engine's own, which is many times faster; null: it is not as plain as that. The engine goes back and tries
 * again where it was wrong, so only patterns are taken in which it never was: what may follow a repetition, or another
 * choice, differs from it in the first letter. Then it takes as long as the text, and means what RE2 means by it: all is ASCII,
 * and there is nothing in it that the two read in different ways.
 */
export function plainPattern(source: string): RegExp | null {
  const alternatives = readPattern(source);
  return alternatives?.every(isSteady) === true ? new RegExp(source) : null;
}

/** Some letters of which one stands there, as often as is said. */
interface Piece {
  readonly letters: string;
  readonly least: number;
  readonly most: number;
}

/** Pieces, and choices between rows of pieces. */
type Part = Piece | { readonly choices: readonly (readonly Piece[])[] };

interface Alternative {
  readonly isFirst: boolean;
  readonly parts: readonly Part[];
  readonly isLast: boolean;
}

function isSteady({ isFirst, parts, isLast }: Alternative): boolean {
  if (parts.length === 0) return false;
  // Somewhere in a text, a pattern begins anew at every letter, so no beginning may take long to fail.
  const mayVary = (index: number) => isFirst || (!isLast && index === parts.length - 1);
  const varies = ({ least, most }: Piece) => least !== most;
  const isShort = parts.every(
    (part, index) => mayVary(index) || !('choices' in part ? part.choices.flat().some(varies) : varies(part)),
  );
  return isShort && lettersBefore(parts, '') !== null;
}

/** With which letters parts begin that come before others; null: it can take more than one look to tell where to go on. */
function lettersBefore(parts: readonly Part[], after: string): string | null {
  return parts.reduceRight<string | null>((next, part) => {
    if (next === null) return null;
    if ('choices' in part) return lettersOfChoices(part.choices, next);
    if (part.least !== part.most && overlap(part.letters, next)) return null;
    return part.least > 0 ? part.letters : part.letters + next;
  }, after);
}

function lettersOfChoices(choices: readonly (readonly Piece[])[], after: string): string | null {
  let letters = '';
  for (const choice of choices) {
    const own = choice[0]?.least === 0 ? null : lettersBefore(choice, after);
    if (own === null || choice.length === 0 || overlap(letters, own)) return null;
    letters += own;
  }
  return letters;
}

function overlap(letters: string, others: string): boolean {
  return [...letters].some((letter) => others.includes(letter));
}

/** null: something is in it that is not plain. */
function readPattern(source: string): readonly Alternative[] | null {
  const alternatives: Alternative[] = [];
  let at = 0;
  do {
    const isFirst = source[at] === '^';
    if (isFirst) at++;
    const parts: Part[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== '$') {
      const group = /^\((?:\?:)?([^()]*)\)(?![*+?{])/.exec(source.slice(at));
      if (group === null) {
        const read = readPiece(source, at);
        if (read === null) return null;
        parts.push(read.piece);
        at = read.end;
        continue;
      }
      const [all, inside = ''] = group;
      const choices = readChoices(inside);
      if (choices === null) return null;
      parts.push({ choices });
      at += all.length;
    }
    const isLast = source[at] === '$';
    if (isLast) at++;
    if (at < source.length && source[at] !== '|') return null;
    alternatives.push({ isFirst, parts, isLast });
  } while (at++ < source.length);
  return alternatives;
}

function readChoices(inside: string): readonly (readonly Piece[])[] | null {
  const choices: Piece[][] = [[]];
  let at = 0;
  while (at < inside.length) {
    if (inside[at] === '|') {
      choices.push([]);
      at++;
      continue;
    }
    const read = readPiece(inside, at);
    if (read === null) return null;
    choices.at(-1)?.push(read.piece);
    at = read.end;
  }
  return choices;
}

function readPiece(source: string, at: number): { readonly piece: Piece; readonly end: number } | null {
  const found = PIECE.exec(source.slice(at));
  if (found === null) return null;
  const [all, letter, escaped, set, sign, from, comma, to] = found;
  const letters = letter ?? escaped ?? lettersOf(set ?? '');
  if (letters === null || letters === '') return null;
  const least = from === undefined ? (sign === undefined || sign === '+' ? 1 : 0) : Number(from);
  const isEndless = sign === '+' || sign === '*' || (comma !== undefined && to === undefined);
  const most = isEndless ? Number.POSITIVE_INFINITY : Number(to ?? from ?? 1);
  if (least > most || least > 1000) return null;
  return { piece: { letters, least, most }, end: at + all.length };
}

/** A letter, or several in brackets, and how often. */
const PIECE =
  /^(?:([A-Za-z0-9 _/@:,;=<>&%#"'~!-])|\\([./\-+*?()[\]{}|^$\\])|\[([A-Za-z0-9 _/@:,;=.+-]+)\])(?:([+*?])|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})?(?![+*?{])/;

/** `a-z0-9-`: a hyphen between two others says from where to where. */
function lettersOf(set: string): string | null {
  let letters = '';
  for (let at = 0; at < set.length; at++) {
    const [first, hyphen, last] = [set[at] ?? '', set[at + 1], set[at + 2]];
    if (hyphen !== '-' || last === undefined) {
      letters += first;
      continue;
    }
    const isRange = /^(?:[a-z]{2}|[A-Z]{2}|[0-9]{2})$/.test(first + last) && first <= last;
    if (!isRange) return null;
    for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++)
      letters += String.fromCharCode(code);
    at += 2;
  }
  return letters;
}
