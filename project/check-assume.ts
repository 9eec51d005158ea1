import { checkPolicy, type ProjectAssumption, type World } from '../compiler/index.ts';
import type { Assumption, Policy, Result, Source } from '../grammar/index.ts';

/**
 * What a project assumes of missing fields, with values of the fields' types. It is checked like the assumptions of a
 * policy, which stands in the project file and has nothing else in it.
 */
export function checkAssume(
  source: Source,
  assume: readonly Assumption[],
  world: World,
): Result<readonly ProjectAssumption[]> {
  if (assume.length === 0) return { value: [], diagnostics: [] };
  const { value, diagnostics } = checkPolicy({ ...EMPTY_POLICY, source, assume }, world);
  return {
    value: Array.from(value.assumptions, ([field, assumed]) => ({ field, value: assumed })),
    diagnostics,
  };
}

const EMPTY_POLICY: Omit<Policy, 'source'> = {
  id: { text: 'project', span: { start: 0, end: 0 } },
  name: null,
  description: null,
  owner: null,
  timezone: null,
  default: null,
  settings: [],
  assume: [],
  networks: [],
  schedules: [],
  lists: [],
  tables: [],
  sources: [],
  conditions: [],
  exempt: null,
  rules: [],
  tests: [],
  properties: [],
  skippedLaws: [],
  answers: [],
  allowances: [],
};
