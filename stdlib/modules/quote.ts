/** A text as Node shows it: in the first of the three kinds of quotes that it does not contain. */
export function quote(text: string): string {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : /[`]|\$\{/.test(text) ? "'" : '`';
  const escaped = Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (character === mark) return `\\${mark}`;
    const isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f);
    const known = ESCAPES.get(character);
    if (known !== undefined) return known;
    if (isControl) return `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
    return character.isWellFormed() ? character : `\\u${code.toString(16).toUpperCase()}`;
  });
  return `${mark}${escaped.join('')}${mark}`;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\\', '\\\\'],
]);
