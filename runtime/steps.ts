import type { CompiledPolicy, JavaScriptRule } from '../stdlib/index.ts';

/** What a pipeline is made of: policies, and rules in JavaScript between them. */
export type Step = CompiledPolicy | JavaScriptRule;

/** The steps of a pipeline, cut where a login goes from one sandbox to the other. */
export interface Plan {
  readonly policies: readonly CompiledPolicy[];
  /** All rules in JavaScript in their order, those of policies among them. */
  readonly rules: readonly PlannedRule[];
  readonly stretches: readonly PlannedStretch[];
}

export interface PlannedRule {
  readonly rule: JavaScriptRule;
  /** What reports call its policy: the policy that it stands in, or its own file. */
  readonly policy: string;
  /** Its place in a policy; null: it stands in the pipeline itself. */
  readonly place: { readonly policy: number; readonly rule: number } | null;
}

/** `from` and `to` are places in `Plan.policies`, `to` exclusive; `rules` are places in `Plan.rules`. */
export type PlannedStretch =
  | { readonly kind: 'policies'; readonly from: number; readonly to: number }
  | { readonly kind: 'rules'; readonly rules: readonly number[] };

export function planSteps(steps: readonly Step[]): Plan {
  const policies: CompiledPolicy[] = [];
  const rules: PlannedRule[] = [];
  const stretches: PlannedStretch[] = [];
  for (const step of steps) {
    const last = stretches.at(-1);
    if (isJavaScript(step)) {
      const place = rules.push({ rule: step, policy: step.file, place: null }) - 1;
      if (last?.kind === 'rules')
        stretches[stretches.length - 1] = { kind: 'rules', rules: [...last.rules, place] };
      else stretches.push({ kind: 'rules', rules: [place] });
      continue;
    }
    const index = policies.push(step) - 1;
    step.rules.forEach(({ script }, rule) => {
      if (script !== undefined) rules.push({ rule: script, policy: step.id, place: { policy: index, rule } });
    });
    if (last?.kind === 'policies') stretches[stretches.length - 1] = { ...last, to: index + 1 };
    else stretches.push({ kind: 'policies', from: index, to: index + 1 });
  }
  return { policies, rules, stretches };
}

/** Whether a login has to wait on its way: for rules in JavaScript, or for what a policy looks up. */
export function needsCourse({ policies, rules }: Plan): boolean {
  const asks = policies.some((policy) => policy.rules.some((rule) => rule.asks && rule.mode !== 'disabled'));
  return rules.length > 0 || asks;
}

function isJavaScript(step: Step): step is JavaScriptRule {
  return 'shape' in step;
}
