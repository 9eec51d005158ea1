/** What a generated policy file is made of; a `Map` keeps the order and any key. */
export type Yaml = string | readonly Yaml[] | ReadonlyMap<string, Yaml>;

/** YAML in block style: plain where a text can stand as it is, in double quotes otherwise. */
export function writeYaml(value: Yaml): string {
  return `${writeLines(value).join('\n')}\n`;
}

/** A mapping without the keys that have no value. */
export function fields(entries: { readonly [key: string]: Yaml | undefined }): ReadonlyMap<string, Yaml> {
  return new Map(
    Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

function writeLines(value: Yaml): readonly string[] {
  if (typeof value === 'string') return [writeText(value)];
  if (isList(value)) {
    if (value.length === 0) return ['[]'];
    return value.flatMap((item) =>
      writeLines(item).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`),
    );
  }
  if (value.size === 0) return ['{}'];
  return [...value].flatMap(([key, item]) => {
    const lines = writeLines(item);
    const [first = ''] = lines;
    const isBlock = typeof item !== 'string' && !/^[[{]/.test(first);
    return isBlock
      ? [`${writeText(key)}:`, ...lines.map((line) => `  ${line}`)]
      : [`${writeText(key)}: ${first}`];
  });
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

function writeText(text: string): string {
  return /^[A-Za-z][!-~ ]*$/.test(text) && !/[:#`]|\s$/.test(text) ? text : quote(text);
}

/** JSON's escapes are YAML's; whatever cannot be seen is written as an escape too. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0)?.toString(16) ?? '';
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}
