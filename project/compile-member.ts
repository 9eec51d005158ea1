import {
  type AnalysedPolicy,
  analysePolicy,
  EMPTY_WORLD,
  emitPolicy,
  targetsOf,
  type World,
} from '../compiler/index.ts';
import { type Policy, parsePolicy, parseTestsFile, type Result, type Source } from '../grammar/index.ts';
import type { CompileCache, CompiledMember } from './compile-cache.ts';

/** Compiles a policy of a project as far as it has to be. Null when there are errors. */
export function compileMember(
  source: Source,
  world: World,
  cache: CompileCache,
): Result<CompiledMember | null> {
  return cache.policies(source, world, (watched) => {
    const { value: analysed, diagnostics } = analysePolicy(parseMember(source, cache), watched);
    if (analysed === null) return { value: null, diagnostics };
    const policy = emitPolicy(analysed.core, source);
    return { value: { analysed, policy, targets: targetsOf(analysed) }, diagnostics };
  });
}

/** The same for a tests file, of which there is nothing to emit. */
export function analyseTestsMember(
  source: Source,
  world: World,
  cache: CompileCache,
): Result<AnalysedPolicy | null> {
  return cache.tests(source, world, (watched) => analysePolicy(parseTestsMember(source, cache), watched));
}

/** Reads a policy of a project, which several phases need. */
export function parseMember(source: Source, cache: CompileCache): Result<Policy | null> {
  return cache.parsed(source, EMPTY_WORLD, () => parsePolicy(source));
}

/** The same for a tests file. */
export function parseTestsMember(source: Source, cache: CompileCache): Result<Policy | null> {
  return cache.parsedTests(source, EMPTY_WORLD, () => parseTestsFile(source));
}
