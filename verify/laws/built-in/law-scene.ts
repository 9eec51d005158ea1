import { type BuiltInLaw, type CorePolicy, emitPolicy } from '../../../compiler/index.ts';
import type { CheckedProject } from '../../../project/index.ts';
import type { Report, Step } from '../../../runtime/index.ts';
import type { CompiledPolicy, JavaScriptRule } from '../../../stdlib/index.ts';
import type { TimedLogin } from '../../login/timed-login.ts';
import { openTrial } from '../../trial/open-trial.ts';
import type { Trial } from '../../trial/trial.ts';
import type { Law } from '../law.ts';

/** What the built-in laws know of a project. */
export interface LawScene {
  readonly project: CheckedProject;
  readonly steps: readonly Step[];
  /** The policies of the pipeline in core form, in their order. */
  readonly cores: readonly CorePolicy[];
  /** All rules in JavaScript that may run: those of the pipeline, and those of policies. */
  readonly rules: readonly JavaScriptRule[];
  /** Why the authors switched a law off; null: they did not. */
  skipReason(law: BuiltInLaw): string | null;
  /**
   * A second pipeline with the project's options and answers, opened when it is first run. `modules`: what its rules may
   * require beside those of the project, name → text of a CommonJS module; `configuration`: what else they see as that.
   */
  openBeside(
    steps: readonly Step[],
    more?: {
      readonly modules?: ReadonlyMap<string, string>;
      readonly configuration?: Readonly<Record<string, string>>;
    },
  ): BesidePipeline;
  /** Disposes of all second pipelines. */
  dispose(): void;
}

export interface BesidePipeline {
  /** Rejects when the pipeline cannot be loaded. */
  run(login: TimedLogin): Promise<Report>;
}

/** A built-in law before it is known whether anybody switched it off. */
export interface BuiltInDraft extends Pick<Law, 'summary' | 'judge'> {
  readonly name: BuiltInLaw;
  /** Why it says nothing about this project; null: it applies. */
  readonly unfit: string | null;
}

/** The law as it is checked; what its authors said against it comes before what speaks against it anyway. */
export function asLaw({ unfit, ...law }: BuiltInDraft, scene: LawScene): Law {
  return { ...law, place: null, skip: scene.skipReason(law.name) ?? unfit };
}

/** True for a rule in JavaScript that stands in the pipeline itself. */
export function isRule(step: Step): step is JavaScriptRule {
  return 'shape' in step;
}

/** The pipeline with policies changed, where `change` has another for one; null: it has none for any. */
export function changeSteps(
  { project, steps, cores }: Pick<LawScene, 'project' | 'steps' | 'cores'>,
  change: (core: CorePolicy) => CorePolicy | null,
): readonly Step[] | null {
  const waiting = [...cores];
  let isChanged = false;
  const others = steps.map((step) => {
    const core = isRule(step) ? undefined : waiting.shift();
    const changed = core === undefined ? null : change(core);
    if (changed === null) return step;
    isChanged = true;
    return emitPolicy(changed, sourceOf(changed, project.sources));
  });
  return isChanged ? others : null;
}

function sourceOf({ file }: CorePolicy, sources: CheckedProject['sources']) {
  const source = sources.find(({ name }) => name === file);
  if (source === undefined)
    throw new Error(`every policy of a project has a source, and \`${file}\` has none`);
  return source;
}

export function openScene(project: CheckedProject): LawScene {
  const { steps, cores } = project;
  if (steps === null || cores === null)
    throw new Error('a project with errors has no pipeline to state laws about: look at its findings');
  const skipped = project.tests.flatMap(({ skippedLaws }) => skippedLaws);
  const answers = project.tests.flatMap((tests) => tests.answers);
  const opened: Promise<Trial>[] = [];
  return {
    project,
    steps,
    cores,
    rules: steps.flatMap((step) => (isRule(step) ? [step] : scriptsOf(step))).filter(mayRun),
    skipReason: (law) => skipped.find((one) => one.law.text === law)?.reason.text ?? null,
    openBeside(otherSteps, { modules = new Map(), configuration = {} } = {}) {
      const { pipelineOptions: own } = project;
      const pipelineOptions = {
        ...own,
        modules: new Map([...own.modules, ...modules]),
        configuration: { ...own.configuration, ...configuration },
      };
      let trial: Promise<Trial> | null = null;
      return {
        async run(login) {
          if (trial === null) {
            trial = openTrial({ steps: otherSteps, pipelineOptions });
            opened.push(trial);
          }
          const { report } = await (await trial).run(login, { answers });
          return report;
        },
      };
    },
    dispose() {
      for (const trial of opened.splice(0)) {
        // One that could not be loaded has told whoever ran it, and leaves nothing to give back.
        trial.then(
          (one) => one.dispose(),
          () => undefined,
        );
      }
    },
  };
}

function scriptsOf(policy: CompiledPolicy): readonly JavaScriptRule[] {
  return policy.rules.flatMap(({ script }) => script ?? []);
}

function mayRun({ mode }: JavaScriptRule): boolean {
  return mode === 'enforce';
}
