import type { CorePolicy } from '../../compiler/index.ts';
import type { Source } from '../../grammar/index.ts';
import type { CheckedProject } from '../../project/index.ts';
import type { RuleTrace, Step } from '../../runtime/index.ts';
import type { CompiledPolicy } from '../../stdlib/index.ts';
import type { Coverage, FileCoverage, RuleCoverage } from './coverage.ts';
import { findGaps } from './find-gaps.ts';
import { measureJavaScript, measureRule } from './measure-rule.ts';

/** What a project's rules did in some logins; each has the traces of all rules. The project has no errors. */
export function measureCoverage(
  project: Pick<CheckedProject, 'sources' | 'steps' | 'cores'>,
  traces: readonly (readonly RuleTrace[])[],
): Coverage {
  const { steps, cores } = project;
  if (steps === null || cores === null) throw new Error('only a project without errors has been run');
  const sources = new Map(project.sources.map((source) => [source.name, source]));
  const byRule = Map.groupBy(traces.flat(), ({ policy, rule }) => keyOf(policy, rule));
  const tracesOf: TracesOf = (policy, rule) => byRule.get(keyOf(policy, rule)) ?? [];
  const files = steps.map((step) => {
    const source = sources.get(step.file);
    if (source === undefined) throw new Error('a project has looked at the file of each of its steps');
    const core = cores.find(({ id }) => id === step.id);
    return measureStep(step, source, core, tracesOf);
  });
  const rules = files.flatMap((file) => file.rules).filter(({ mode }) => mode !== 'disabled');
  return {
    files,
    rules: sumUp(rules.map(({ possible, endings }) => possible.map((ending) => endings[ending]))),
    clauses: sumUp(
      rules.flatMap(({ clauses }) =>
        clauses.map(({ possible, answers }) => possible.map((answer) => answers[answer])),
      ),
    ),
  };
}

type TracesOf = (policy: string, rule: string) => readonly RuleTrace[];

function keyOf(policy: string, rule: string): string {
  return JSON.stringify([policy, rule]);
}

function sumUp(counts: readonly (readonly number[])[]): Coverage['rules'] {
  const all = counts.flat();
  return { reached: all.filter((count) => count > 0).length, possible: all.length };
}

function measureStep(
  step: Step,
  source: Source,
  core: CorePolicy | undefined,
  tracesOf: TracesOf,
): FileCoverage {
  if ('shape' in step) {
    const rules = [measureJavaScript(step, tracesOf(step.file, step.id))];
    return { kind: 'javascript', source, id: step.id, rules, gaps: findGaps(rules) };
  }
  const rules = measurePolicy(step, core, tracesOf);
  return { kind: 'policy', source, id: step.id, rules, gaps: findGaps(rules) };
}

function measurePolicy(
  policy: CompiledPolicy,
  core: CorePolicy | undefined,
  tracesOf: TracesOf,
): readonly RuleCoverage[] {
  return policy.rules.map((facts) => {
    const rule = core?.rules.find(({ id }) => id === facts.id);
    return measureRule(facts, rule, core, tracesOf(policy.id, facts.id));
  });
}
