import type { CheckedProject } from '../../../project/index.ts';
import type { Law } from '../law.ts';
import { formsAgree } from './forms-agree.ts';
import { type LawScene, openScene } from './law-scene.ts';
import { missingFactsNeverHelp } from './missing-facts-never-help.ts';
import { onlyIfRepeatable } from './only-if-repeatable.ts';
import { ruleOrderDoesNotMatter } from './rule-order-does-not-matter.ts';
import { sameLoginSameDecision } from './same-login-same-decision.ts';
import { spellingNeverMatters } from './spelling-never-matters.ts';
import { targetsAgree } from './targets-agree.ts';
import { unnamedThingsChangeNothing } from './unnamed-things-change-nothing.ts';

/** The laws that hold for every project unless its authors say why not. */
export interface BuiltInLaws {
  readonly laws: readonly Law[];
  /** Gives back the pipelines that laws opened beside the one that is judged. May be called twice. */
  dispose(): void;
}

/**
 * The built-in laws for a project without errors. A law that its authors switched off, or that does not apply to it, is
 * there too and says why it is to be skipped. Further pipelines are opened when a law first needs them.
 */
export function openBuiltInLaws(project: CheckedProject): BuiltInLaws {
  const scene = openScene(project);
  return { laws: MAKERS.map((make) => make(scene)), dispose: scene.dispose };
}

const MAKERS: readonly ((scene: LawScene) => Law)[] = [
  (scene) => onlyIfRepeatable(missingFactsNeverHelp(scene), scene),
  (scene) => onlyIfRepeatable(spellingNeverMatters(scene), scene),
  (scene) => onlyIfRepeatable(unnamedThingsChangeNothing(scene), scene),
  sameLoginSameDecision,
  (scene) => onlyIfRepeatable(ruleOrderDoesNotMatter(scene), scene),
  (scene) => onlyIfRepeatable(formsAgree(scene), scene),
  (scene) => onlyIfRepeatable(targetsAgree(scene), scene),
];
