import type { Diagnostic, Effect, Policy, RuleDefinition, Span } from '../../../grammar/index.ts';
import { checkActionEffects } from '../../targets/check-action.ts';
import type { ProjectTarget } from '../check.ts';
import { unsupportedInTarget } from '../messages/check-target-messages.ts';

/** What a policy is compiled to. */
export type EmissionTarget = 'auth0-action' | 'auth0-rule' | 'standalone';

/** A part of a policy that some targets cannot run. */
type Part = Effect['kind'] | 'script' | 'sources' | 'with';

type Reasons = ReadonlyMap<Part, string>;

const OUTSIDE_LINTEL: readonly (readonly [Part, string])[] = [
  ['script', 'its JavaScript runs only inside Lintel'],
  ['sources', 'there is nobody who makes look-ups'],
  ['count', 'there is nobody who keeps counters'],
  ['call', 'there is nobody who calls other services'],
  ['notify', 'there is nobody who delivers notifications'],
];

const IN_ACTIONS: Reasons = new Map([
  ...OUTSIDE_LINTEL,
  ['set_profile', 'the profile cannot be changed there'],
  ['remove_claims', 'claims can only be set there'],
]);

const IN_FUNCTIONS: Reasons = new Map([
  ...OUTSIDE_LINTEL,
  ['set_user_metadata', 'there is nobody who stores metadata'],
  ['set_app_metadata', 'there is nobody who stores metadata'],
  ['with', 'there is nobody who signs what goes along'],
]);

const IN_MODULES: Reasons = new Map([
  ...IN_FUNCTIONS,
  ['redirect', 'what decides there cannot send anybody on'],
  ['link_to', 'what decides there cannot link accounts'],
]);

/** What a target is called in a sentence, and what it cannot run, with the reason. */
const TARGETS: Readonly<Record<EmissionTarget, { readonly name: string; readonly cannot: Reasons }>> = {
  'auth0-action': { name: 'as an Auth0 Action', cannot: IN_ACTIONS },
  'auth0-rule': { name: 'as an Auth0 rule', cannot: IN_FUNCTIONS },
  standalone: { name: 'as a standalone file', cannot: IN_MODULES },
};

/** What of a policy, whose templates have been applied, cannot run in a target: an error each, in the order of the file. */
export function checkTarget(policy: Policy, target: EmissionTarget): readonly Diagnostic[] {
  const { name, cannot } = TARGETS[target];
  const parts = [
    ...policy.sources.map((source) => ({ part: 'sources' as const, span: source.name.span })),
    ...policy.rules.filter(({ mode }) => mode?.value !== 'disabled').flatMap(partsOf),
  ];
  const found = parts.flatMap(({ part, span }) => {
    const reason = cannot.get(part);
    return reason === undefined ? [] : [unsupportedInTarget({ part, span, target: name, reason })];
  });
  const more = target === 'auth0-action' ? checkActionEffects(policy) : [];
  return [...found, ...more].toSorted((a, b) => a.span.start - b.span.start);
}

/** The same for what a project is to run as beside Lintel. */
export function checkProjectTargets(
  policy: Policy,
  targets: readonly ProjectTarget[],
): readonly Diagnostic[] {
  return targets.includes('auth0') ? checkTarget(policy, 'auth0-action') : [];
}

function partsOf({ script, then }: RuleDefinition): readonly { readonly part: Part; readonly span: Span }[] {
  return [
    ...(script === null ? [] : [{ part: 'script' as const, span: script.key }]),
    ...then.flatMap((effect) => [
      { part: effect.kind, span: effect.key },
      ...(effect.kind === 'redirect' && effect.signWith !== null
        ? [{ part: 'with' as const, span: effect.key }]
        : []),
    ]),
  ];
}
