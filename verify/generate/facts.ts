import type { CorePolicy, World } from '../../compiler/index.ts';
import type { CheckedProject } from '../../project/index.ts';
import type { JavaScriptRule } from '../../stdlib/index.ts';
import { lookUpsAsFields } from '../look-ups/look-ups-as-fields.ts';

/** What of a project says which logins matter. */
export interface GeneratorFacts {
  /** In the order of the pipeline, then those files that only have laws; look-ups and counters are fields in them. */
  readonly cores: readonly CorePolicy[];
  /** Fields that the project's schemas add to those of every login. */
  readonly attributes: World['attributes'];
  /** Rules in JavaScript, those of policies among them. */
  readonly rules: readonly JavaScriptRule[];
}

/** The facts of a project; of one with errors, what is known of it. */
export function factsOf(project: CheckedProject): GeneratorFacts {
  const policies = project.cores ?? [];
  const others = project.tests.map(({ core }) => core).filter((core) => !policies.includes(core));
  const cores = [...policies, ...others].map(lookUpsAsFields);
  const steps = (project.steps ?? []).flatMap((step) => ('text' in step ? [step] : []));
  const scripts = cores.flatMap(({ rules }) =>
    rules.flatMap(({ script }) => (script === null ? [] : [script])),
  );
  return { cores, attributes: project.attributes, rules: [...steps, ...scripts] };
}
