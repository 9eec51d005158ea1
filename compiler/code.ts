/**
 * JavaScript text that is safe to run. Only this file makes it: the tagged template `js` turns every value that is not
 * itself `Code` into a quoted literal, so no author's text becomes code.
 */
export class Code {
  /** Text, and between texts the offsets in the policy's source that the next text comes from. */
  readonly parts: readonly (string | Mark)[];

  private constructor(parts: readonly (string | Mark)[]) {
    this.parts = parts;
  }

  /** The tag: what stands in the template is code, what is put into it is code only when it is `Code`. */
  static readonly js = (texts: TemplateStringsArray, ...values: readonly (Code | Literal)[]): Code => {
    const parts: (string | Mark)[] = [];
    texts.forEach((text, index) => {
      parts.push(text);
      if (index < values.length) {
        const value = values[index];
        // One by one: all the parts of a long policy are more than a call takes arguments.
        if (value instanceof Code) for (const part of value.parts) parts.push(part);
        else parts.push(literalText(value));
      }
    });
    return new Code(parts);
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
    new Code(
      codes.flatMap((code, index) => (index === 0 ? code.parts : [...separator.parts, ...code.parts])),
    );

  /** Every line but the first moved right by two columns. Literals and comments hold no line ends. */
  static readonly indent = (code: Code): Code =>
    new Code(
      code.parts.map((part) => (typeof part === 'string' ? part.replace(/\n(?=[^\n]|$)/g, '\n  ') : part)),
    );
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

export const { js, identifier, comment, mark, join, indent } = Code;

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
