import { buildPolicy } from './build-policy.ts';
import type { Result } from './diagnostic.ts';
import type { Policy } from './policy.ts';
import type { Source } from './source.ts';
import { checkStructure } from './structure.ts';
import { readYaml } from './yaml-profile.ts';

/**
 * Reads a policy file. The policy holds whatever could be read, so that later phases check the rest; it is null when
 * the file cannot be read at all. Diagnostics come in the order of the file.
 */
export function parsePolicy(source: Source): Result<Policy | null> {
  const { root, comments, diagnostics } = readYaml(source);
  if (root === null) return { value: null, diagnostics };
  return buildPolicy({ source, root, comments, diagnostics: [...diagnostics, ...checkStructure(root)] });
}
