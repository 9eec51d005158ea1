import { compileFunction } from 'node:vm';
import { type JavaScriptRule, libraryGlobals, libraryNames } from '../../stdlib/index.ts';
import type { Definition } from './open-room-isolate.ts';
import type { TenantFacts } from './protocol.ts';

/** A module of the library, as the pool sent it. */
export interface ModuleText {
  readonly text: string;
  /** Modules that it requires. */
  readonly needs: readonly string[];
}

/** What every room of a tenant gets: its rules, the modules of the project, and what these need of the library. */
export function defineTexts(
  facts: TenantFacts,
  library: ReadonlyMap<string, ModuleText>,
): readonly Definition[] {
  return [
    ...[...neededOf(facts, library)].map(([name, { text }]) =>
      defineModule(`library:${name}`, `lintel:${name}`, text),
    ),
    ...facts.modules.map(([name, text]) => defineModule(`project:${name}`, name, text)),
    ...facts.rules.map(defineRule),
  ];
}

/** Rules say what they need; in the texts of a project's modules whatever looks like a name counts. */
function neededOf(
  facts: TenantFacts,
  library: ReadonlyMap<string, ModuleText>,
): ReadonlyMap<string, ModuleText> {
  const needed = new Map<string, ModuleText>();
  const add = (name: string) => {
    const module = library.get(name);
    if (module === undefined || needed.has(name)) return;
    needed.set(name, module);
    module.needs.forEach(add);
  };
  for (const rule of facts.rules) rule.modules.forEach(add);
  for (const [, text] of facts.modules) {
    const words = new Set(text.match(/[@\w./-]+/g));
    for (const name of namesOfLibrary) if (words.has(name[0])) add(name[1]);
  }
  return needed;
}

/** Names, aliases and globals → modules. */
const namesOfLibrary: readonly (readonly [name: string, module: string])[] = [
  ...libraryNames,
  ...libraryGlobals.map(({ name, module }) => [name, module] as const),
];

function defineModule(key: string, file: string, text: string): Definition {
  return definition(key, file, { parameters: ['module', 'exports', 'require'], before: '', text, after: '' });
}

function defineRule({ shape, file, text }: JavaScriptRule, index: number): Definition {
  const parameters = ['configuration', 'require'];
  return definition(
    `rule:${index}`,
    file,
    shape === 'rule'
      ? { parameters, before: 'return (', text, after: '\n)' }
      : { parameters, before: 'return function(module,exports){', text, after: '\n}' },
  );
}

/** A function around the text of an author. */
interface Wrapper {
  readonly parameters: readonly string[];
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** All in front of the first line of the author, so that lines count right; whatever does not parse says so when used. */
function definition(key: string, file: string, { parameters, before, text, after }: Wrapper): Definition {
  const problem = problemOf(`${before}${text}${after}`, parameters);
  if (problem === null) {
    const start = `define(${JSON.stringify(key)},function(${parameters.join()}){${before}`;
    return { text: `${start}${text}${after}\n})`, file, column: start.length };
  }
  const thrown = `throw new SyntaxError(${JSON.stringify(`\`${file}\` cannot be read: ${problem}`)})`;
  return { text: `define(${JSON.stringify(key)},function(){${thrown}})`, file, column: 0 };
}

/** Parsed as the body of a function, so that no text gets out of its wrapper and runs while a room is prepared. */
function problemOf(body: string, parameters: readonly string[]): string | null {
  try {
    compileFunction(body, parameters);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'no JavaScript';
  }
}
