import { commentText, type Literal, literalText } from './literal-text.ts';

/**
 * JavaScript text that is safe to run. Only this file makes it: the tagged template `js` turns every value that is not
 * itself `Code` into a quoted literal, so no author's text becomes code.
 */
export class Code {
  /** With signs that no code holds, since literals escape them and comments leave them out; `print` takes them out. */
  readonly #text: string;
  /** What the signs `LATER` stand for, in their order. */
  readonly #later: readonly (() => Code)[];

  private constructor(text: string, later: readonly (() => Code)[] = NOTHING_LATER) {
    this.#text = text;
    this.#later = later;
  }

  /** The tag: what stands in the template is code, what is put into it is code only when it is `Code`. */
  static readonly js = (texts: TemplateStringsArray, ...values: readonly (Code | Literal)[]): Code => {
    let text = texts[0] ?? '';
    let later = NOTHING_LATER;
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (value instanceof Code) {
        text += value.#text;
        later = bothLater(later, value.#later);
      } else text += literalText(value);
      text += texts[index + 1] ?? '';
    }
    return new Code(text, later);
  };

  /** A name in emitted code; `text` comes from `Names` or from the library, never straight from an author. */
  static readonly identifier = (text: string): Code => {
    if (!/^[A-Za-z_$][\w$]*$/.test(text))
      throw new Error(`\`${text}\` is no identifier, and only identifiers get here`);
    return new Code(text);
  };

  /** A comment to the end of the line. Whatever could end the line, or a script element, is taken out. */
  static readonly comment = (text: string): Code =>
    new Code(`${SIGN}${COMMENT}// ${commentText(text)}${SIGN}${END}`);

  /** A value in the place of which functions that are alike otherwise may have another: a literal, or a name. */
  static readonly part = (code: Code): Code =>
    new Code(`${SIGN}${PART}${code.#text}${SIGN}${END}`, code.#later);

  /** Takes code apart at its parts. Marks and comments are left out. */
  static readonly split = (code: Code): SplitCode => {
    const { text, cuts } = code.#write('without comments');
    const pieces = [0, ...cuts].map((from, index) => text.slice(from, cuts[index]).replace(EMPTY_LINES, ''));
    return {
      around: pieces.filter((_, index) => index % 2 === 0).map((piece) => new Code(piece)),
      parts: pieces.filter((_, index) => index % 2 === 1).map((piece) => new Code(piece)),
      key: pieces.map((piece, index) => (index % 2 === 0 ? piece : '')).join(SIGN),
    };
  };

  /** Says that what follows comes from an offset of the policy's source. */
  static readonly mark = (offset: number): Code => new Code(`${SIGN}${MARK}${offset}${SIGN}`);

  static readonly join = (codes: readonly Code[], separator: Code): Code => {
    // Texts are added to each other, which engines put off; joining them would copy each as often as it stands deep.
    let text = '';
    let later = NOTHING_LATER;
    for (let index = 0; index < codes.length; index++) {
      const code = codes[index];
      if (code === undefined) continue;
      if (index > 0) {
        text += separator.#text;
        later = bothLater(later, separator.#later);
      }
      text += code.#text;
      later = bothLater(later, code.#later);
    }
    return new Code(text, later);
  };

  /** Every line but the first moved right by two columns. Literals and comments hold no line ends. */
  static readonly indent = (code: Code): Code =>
    new Code(`${SIGN}${IN}${code.#text}${SIGN}${OUT}`, code.#later);

  /** Code that is only known once everything else is. */
  static readonly later = (make: () => Code): Code => new Code(`${SIGN}${LATER}`, [make]);

  /** Writes the code down. */
  print(): PlainCode {
    const { text, marks } = this.#write('with comments');
    return { text, marks };
  }

  #write(form: 'with comments' | 'without comments'): PlainCode & { readonly cuts: readonly number[] } {
    const pieces: string[] = [];
    const marks: Mark[] = [];
    /** Where parts begin and end. */
    const cuts: number[] = [];
    let length = 0;
    let line = 0;
    let lineStart = 0;
    let depth = 0;
    let indentation = '';
    const write = (piece: string): void => {
      pieces.push(piece);
      length += piece.length;
    };
    // By hand: code can be put off inside code that was.
    const open: Opened[] = [{ code: this, at: 0, lineEnd: -1, made: 0 }];
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const text = last.code.#text;
      // Engines find a single character fast, much faster than a loop that looks at every one.
      const sign = text.indexOf(SIGN, last.at);
      const end = sign === -1 ? text.length : sign;
      let from = last.at;
      if (last.lineEnd < from) last.lineEnd = nextLineEnd(text, from);
      for (; last.lineEnd < end; last.lineEnd = nextLineEnd(text, last.lineEnd + 1)) {
        line++;
        lineStart = length + last.lineEnd + 1 - from;
        if (depth === 0 || text[last.lineEnd + 1] === '\n') continue;
        write(text.slice(from, last.lineEnd + 1));
        write(indentation);
        from = last.lineEnd + 1;
      }
      write(text.slice(from, end));
      const kind = text[end + 1];
      last.at = end + 2;
      if (sign === -1) open.pop();
      else if (kind === IN || kind === OUT) {
        depth += kind === IN ? 1 : -1;
        indentation = '  '.repeat(depth);
      } else if (kind === MARK) {
        const close = text.indexOf(SIGN, last.at);
        marks.push({ offset: Number(text.slice(last.at, close)), line, column: length - lineStart });
        last.at = close + 1;
      } else if (kind === COMMENT) {
        if (form === 'without comments') last.at = text.indexOf(SIGN, last.at) + 2;
      } else if (kind === PART) cuts.push(length);
      else if (kind === END) {
        if (cuts.length % 2 === 1) cuts.push(length);
      } else {
        const make = last.code.#later[last.made++];
        if (make === undefined) throw new Error('code that is put off is kept beside the sign for it');
        open.push({ code: make(), at: 0, lineEnd: -1, made: 0 });
      }
    }
    return { text: pieces.join(''), marks, cuts };
  }
}

/** Begins a sign; the next character says which. */
const SIGN = '\u0001';
const MARK = 'm';
const IN = 'i';
const OUT = 'o';
const LATER = 'l';
const COMMENT = 'c';
const PART = 'p';
/** Of a comment or a part; neither has another inside. */
const END = 'e';

/** Code that is being written down. */
interface Opened {
  readonly code: Code;
  at: number;
  /** The next line end, as far as it has been looked for. */
  lineEnd: number;
  /** How much of what was put off has been made. */
  made: number;
}

function nextLineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found === -1 ? text.length : found;
}

const NOTHING_LATER: readonly (() => Code)[] = [];

function bothLater(first: readonly (() => Code)[], second: readonly (() => Code)[]): readonly (() => Code)[] {
  if (second.length === 0) return first;
  return first.length === 0 ? second : [...first, ...second];
}

/** Where comments were left out; literals hold no line ends. */
const EMPTY_LINES = /\n *(?=\n)/g;

/** Code that was taken apart. */
export interface SplitCode {
  /** What stands before the first part, between two, and after the last: one more than there are parts. */
  readonly around: readonly Code[];
  readonly parts: readonly Code[];
  /** The same of all code that is alike but for its parts. */
  readonly key: string;
}

/** Code as text, and where its marks stood. */
export interface PlainCode {
  readonly text: string;
  /** In the order of the text. */
  readonly marks: readonly Mark[];
}

/** A place in the policy's source, and where the code that comes from it begins: line and column from 0. */
interface Mark {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export const { js, identifier, comment, mark, part, split, join, indent, later } = Code;

/** Lines one step to the right, each on a line of its own; begins with a line end. */
export function block(lines: readonly Code[]): Code {
  return indent(js`\n${join(lines, js`\n`)}`);
}

/** The text of code, without its marks. */
export function textOfCode(code: Code): string {
  return code.print().text;
}
