/**
 * JavaScript text that is safe to run. Only this file makes it: the tagged template `js` turns every value that is not
 * itself `Code` into a quoted literal, so no author's text becomes code.
 */
export class Code {
  /** Written down only at the end, since code is put into code many times over. */
  readonly #pieces: readonly Piece[];
  /** Whether its lines but the first stand two columns further to the right. */
  readonly #isIndented: boolean;

  private constructor(pieces: readonly Piece[], isIndented = false) {
    this.#pieces = pieces;
    this.#isIndented = isIndented;
  }

  /** The tag: what stands in the template is code, what is put into it is code only when it is `Code`. */
  static readonly js = (texts: TemplateStringsArray, ...values: readonly (Code | Literal)[]): Code => {
    const pieces: Piece[] = [];
    let text = '';
    for (let index = 0; index < texts.length; index++) {
      text += texts[index];
      if (index >= values.length) break;
      const value = values[index];
      const plain = value instanceof Code ? value.#plainText() : literalText(value);
      if (plain !== null) text += plain;
      else {
        if (text !== '') pieces.push(text);
        pieces.push(value as Code);
        text = '';
      }
    }
    if (text !== '' || pieces.length === 0) pieces.push(text);
    return new Code(pieces);
  };

  /** A name in emitted code; `text` comes from `Names` or from the library, never straight from an author. */
  static readonly identifier = (text: string): Code => {
    if (!/^[A-Za-z_$][\w$]*$/.test(text))
      throw new Error(`\`${text}\` is no identifier, and only identifiers get here`);
    return new Code([text]);
  };

  /** A comment to the end of the line. Whatever could end the line, or a script element, is taken out. */
  static readonly comment = (text: string): Code =>
    new Code([`// ${text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').replace(/<(?=[/!])/g, '< ')}`]);

  /** Says that what follows comes from an offset of the policy's source. */
  static readonly mark = (offset: number): Code => new Code([{ offset }]);

  static readonly join = (codes: readonly Code[], separator: Code): Code =>
    new Code(codes.flatMap((code, index) => (index === 0 ? [code] : [separator, code])));

  /** Every line but the first moved right by two columns. Literals and comments hold no line ends. */
  static readonly indent = (code: Code): Code => new Code([code], true);

  /** Code that is only known once everything else is. */
  static readonly later = (make: () => Code): Code => new Code([make]);

  /** Code that is nothing but text; null: it is more. */
  #plainText(): string | null {
    const [only] = this.#pieces;
    return this.#pieces.length === 1 && typeof only === 'string' && !this.#isIndented ? only : null;
  }

  /** Text, and between texts the offsets in the policy's source that the next text comes from. */
  get parts(): readonly (string | Mark)[] {
    const parts: (string | Mark)[] = [];
    // By hand: code can be nested deeper than calls.
    const open = [{ code: this as Code, at: 0, depth: this.#isIndented ? 1 : 0 }];
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const { depth } = last;
      const piece = last.code.#pieces[last.at++];
      if (piece === undefined) open.pop();
      else if (typeof piece === 'string') parts.push(shifted(piece, depth));
      else if (typeof piece === 'object' && 'offset' in piece) parts.push(piece);
      else {
        const code = typeof piece === 'function' ? piece() : piece;
        open.push({ code, at: 0, depth: code.#isIndented ? depth + 1 : depth });
      }
    }
    return parts;
  }
}

/** Text, a place in the source, code, or what makes code in the end. */
type Piece = string | Mark | Code | (() => Code);

function shifted(text: string, depth: number): string {
  if (depth === 0 || !text.includes('\n')) return text;
  return text.replace(/\n(?=[^\n]|$)/g, `\n${'  '.repeat(depth)}`);
}

/** A place in the policy's source. */
export interface Mark {
  readonly offset: number;
}

/** What JSON can say, and a missing value. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Literal[]
  | { readonly [name: string]: Literal };

export const { js, identifier, comment, mark, join, indent, later } = Code;

/** Lines one step to the right, each on a line of its own; begins with a line end. */
export function block(lines: readonly Code[]): Code {
  return indent(js`\n${join(lines, js`\n`)}`);
}

/** The text of code, without its marks. */
export function textOfCode(code: Code): string {
  return code.parts.filter((part) => typeof part === 'string').join('');
}

/** The literal of a value: evaluating it gives the value. `__proto__` becomes an own property like any other. */
function literalText(value: Literal): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map(literalText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, field]) => `${keyText(name)}: ${literalText(field)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return typeof value === 'string' ? quote(value) : String(value);
}

/** `__proto__` written plainly would be the prototype. */
function keyText(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__' ? name : `[${quote(name)}]`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new Error('a number of the language is finite, so no other gets here');
  return Object.is(value, -0) || value < 0 ? `(${Object.is(value, -0) ? '-0' : value})` : String(value);
}

/** JSON's quoting, and what ends a line or a script element in some reader is escaped too. */
function quote(text: string): string {
  return JSON.stringify(text)
    .replace(
      /[\u2028\u2029\u007f-\u009f]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(/<(?=[/!])/g, '\\u003c');
}
