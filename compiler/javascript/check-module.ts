import { hasErrors, type Result, type Source } from '../../grammar/index.ts';
import { checkRequires, findRequires, modulesOf } from './check-requires.ts';
import { findFreeNames } from './free-names.ts';
import { parseModule } from './parse-javascript.ts';
import { syntaxError } from './rule-messages.ts';

/**
 * Reads a module of a project, the text of a CommonJS module. Gives the names of the library modules that it may ask
 * for; null when there are errors. `modules` are the names of the modules of the project.
 */
export function checkModule(source: Source, modules: readonly string[]): Result<readonly string[] | null> {
  const program = parseModule(source);
  if (program.kind === 'broken') {
    return { value: null, diagnostics: [syntaxError(source, program.words, program.at)] };
  }
  const free = findFreeNames(program.node);
  const diagnostics = checkRequires(findRequires(free), modules);
  return { value: hasErrors(diagnostics) ? null : modulesOf(program.node, free), diagnostics };
}
