import { compile, EMPTY_WORLD, type World } from '../compiler/index.ts';
import type { Source } from '../grammar/index.ts';
import {
  buildConstant,
  type CompiledPolicy,
  compilePattern,
  libraryText,
  type RuleFunction,
} from '../stdlib/index.ts';

/** Compiles a policy that is known to be right; throws what is wrong with it otherwise. */
export function compileOrThrow(source: Source, world: World = EMPTY_WORLD): CompiledPolicy {
  const { value, diagnostics } = compile(source, world);
  if (value === null)
    throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  return value;
}

/** The rules of a policy as functions of this process, outside any isolate. */
export function loadRules(policy: CompiledPolicy, code: string): readonly RuleFunction[] {
  const make = new Function(`${libraryText(policy.functions)}\nreturn (\n${code}\n);`);
  return make()(
    new Map(policy.constants.map((constant) => [constant.name, buildConstant(constant, compilePattern)])),
  );
}

/** A world in which files hold these rows. */
export function worldOf(files: ReadonlyMap<string, readonly (readonly string[])[]>): World {
  return {
    ...EMPTY_WORLD,
    files: new Map(
      [...files].map(([name, rows]) => [
        name,
        {
          kind: 'rows',
          source: { name, text: '' },
          header: null,
          rows: rows.map((cells, index) => ({ cells, line: index + 1 })),
        },
      ]),
    ),
  };
}
