import { library } from './library.ts';

/** JavaScript that declares these functions and all that they call in turn, sorted by name; the same names, the same text. */
export function libraryText(names: Iterable<string>): string {
  const texts = new Map<string, string>();
  const wanted = [...names];
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (texts.has(name)) continue;
    const found = library.get(name);
    if (found === undefined) {
      throw new Error(`only names of library functions get into emitted code, and \`${name}\` is none`);
    }
    const text = functionText(found);
    texts.set(name, text);
    wanted.push(...freeNames(text).filter((free) => library.has(free)));
  }
  return [...texts.keys()]
    .sort()
    .map((name) => `${texts.get(name)}\n`)
    .join('\n');
}

/** The text of a function without the blanks that stand where its types stood. */
export function functionText(run: (...values: never[]) => unknown): string {
  return run
    .toString()
    .replace(
      BLANKS,
      (_, kept: string | undefined, next: string | undefined) => kept ?? (next === undefined ? ' ' : ''),
    )
    .replace(/^ *\n/gm, '');
}

/**
 * The names that the text of a library function uses and does not declare, each once. It reads functions as the library
 * writes them, not any JavaScript: no quotes in regular expressions, no name both declared in the function and meant
 * from outside.
 */
export function freeNames(text: string): readonly string[] {
  const code = text.replace(NOT_CODE, (part) => (part.includes('${') ? part : ' '));
  const declared = new Set(
    DECLARATIONS.flatMap((pattern) =>
      [...code.matchAll(pattern)].flatMap(([, names = '']) => names.match(NAME) ?? []),
    ),
  );
  return [...new Set(code.match(USED_NAME))].filter((name) => !declared.has(name));
}

const TEXT = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/.source;
const COMMENT = /\/\/.*|\/\*[\s\S]*?\*\//.source;
/** Comments and texts; a text with `${` in it may hold code. */
const NOT_CODE = new RegExp(`${TEXT}|${COMMENT}`, 'g');
/** Two blanks and more, with the bracket or comma that follows; or what keeps its blanks: texts, comments, indentation. */
const BLANKS = new RegExp(`(${TEXT}|${COMMENT}|^ +)|(?: {2,}| +$)(?=([(),;\\]]|$)|)`, 'gm');
const NAME = /[A-Za-z_$][\w$]*/g;
/** A name that is no property (`.name`, but `...name` is none) and no key of a record (`name:`). */
const USED_NAME = /(?<![\w$]|(?<!\.\.)\.)[A-Za-z_$][\w$]*(?![\w$]|:)/g;
const DECLARATIONS = [
  // The function itself and its parameters.
  /^function ([\w$]+)/g,
  /^function [\w$]+\(([\s\S]*?)\)\s*\{/g,
  // Variables, single and taken apart.
  /\b(?:const|let) ([\w$]+)/g,
  /\b(?:const|let) ([[{][^;]*?[\]}])\s*(?:=|of)/g,
  // Parameters of functions inside.
  /\(([^()]*)\)\s*=>/g,
  /\n\s*[\w$]+\(([^()]*)\)\s*\{/g,
] as const;
