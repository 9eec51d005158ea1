import { type Decider, type EffectFacts, library } from '../stdlib/index.ts';
import { createAsksOf } from './asks.ts';
import { block, type Code, comment, indent, join, js, mark, textOfCode } from './code.ts';
import { type CorePolicy, type CoreRule, DEFAULT_RULE } from './core.ts';
import { canDecide, goesDeep } from './decidable.ts';
import { type DeciderContext, emitDecided } from './emit-decided.ts';
import { appliesWhen, CONDITIONS } from './emit-effect.ts';
import { emitExempt, emitSpared, hasExempt } from './emit-exemption.ts';
import { emitNamedConditions } from './emit-named-conditions.ts';
import { emitCondition } from './emit-tree.ts';
import { createFieldPlaces, type FieldPlaces } from './field-places.ts';
import { createNames } from './names.ts';
import { type Choice, relevanceOf } from './relevance.ts';
import { canBeStopped } from './rule-parts.ts';

/** The rules of a policy as one function; null where one of them does what no decider can say. */
export function emitDecider(policy: CorePolicy, functions: Set<string>): Decider | null {
  if (!canDecide(policy)) return null;
  const places = createFieldPlaces();
  const effects: EffectFacts[] = [];
  const { code, relevant } = emitCode(policy, places, functions, effects);
  const { fields } = places;
  return {
    code: textOfCode(code),
    goesDeep: goesDeep(policy),
    relevant,
    fields,
    derived: places.countDerived(),
    effects,
  };
}

function emitCode(
  policy: CorePolicy,
  places: FieldPlaces,
  functions: Set<string>,
  effects: EffectFacts[],
): { readonly code: Code; readonly relevant: Decider['relevant'] } {
  const context: DeciderContext = {
    names: createNames([...library.keys(), 'f', 'now', 'told', 'at', 'base', 'state', 'value']),
    form: 'fast',
    functions,
    asked: new Set(),
    asksOf: createAsksOf(policy.conditions),
    places,
    effects,
  };
  const blocks = blocksOf(policy.rules.filter(({ mode }) => mode !== 'disabled')).map(
    ({ rules, choices }) => {
      const code = rules.map((rule) => emitRule(rule, policy.rules.indexOf(rule), policy, context));
      return { code, choices };
    },
  );
  if (policy.default === 'deny') blocks.push({ code: [emitDefault(policy, context)], choices: null });
  const relevant = blocks.map(
    ({ choices }) =>
      choices?.map(({ of, isFolded, values }) => ({ field: places.indexOf(of), isFolded, values })) ?? null,
  );
  const conditions = emitNamedConditions(policy.conditions, context);
  const constants = policy.constants.map(
    (constant) => js`const ${context.names.of('definition', constant.name)} = data.get(${constant.name});`,
  );
  const declarations = [...constants, ...places.declarations()];
  const functionsOfBlocks = blocks.map(({ code }) => js`function (f, now, told, state) {${block(code)}\n}`);
  const body = [
    ...(declarations.length === 0 ? [] : [join(declarations, js`\n`)]),
    ...conditions,
    js`return [${join(functionsOfBlocks, js`, `)}];`,
  ];
  const code = js`(function (data, at, base) {
  'use strict';

  ${indent(join(body, js`\n\n`))}
})`;
  return { code, relevant };
}

/** Rules next to each other that may apply to the same logins; so few of them that engines like the function. */
interface Block {
  readonly rules: CoreRule[];
  readonly choices: readonly Choice[] | null;
}

function blocksOf(rules: readonly CoreRule[]): readonly Block[] {
  // It takes some rules to make telling logins apart worth while.
  const relevance = rules.length > BLOCK ? relevanceOf(rules) : rules.map(() => null);
  const blocks: Block[] = [];
  rules.forEach((rule, index) => {
    const choices = relevance[index] ?? null;
    const last = blocks.at(-1);
    const isSame = JSON.stringify(last?.choices) === JSON.stringify(choices);
    if (last !== undefined && isSame && last.rules.length < BLOCK) last.rules.push(rule);
    else blocks.push({ rules: [rule], choices });
  });
  return blocks;
}

const BLOCK = 20;

/** One rule as a block that is left when the rule ends. */
function emitRule(rule: CoreRule, index: number, policy: CorePolicy, context: DeciderContext): Code {
  const canEnd = canBeStopped(rule, policy);
  const isReached = canEnd ? js`state.stopped === 'no'` : null;
  const lines = [
    ...emitCondition(rule, isReached, context),
    ...emitSpared(rule, policy, context),
    ...(hasExempt(rule, policy)
      ? [js`if (spared) ${emitDecided({ kind: 'exempted' }, rule, index, context)}`]
      : []),
    ...rule.effects.flatMap((effect) => {
      const applies = CONDITIONS[appliesWhen(effect, policy)];
      const done = js`if (${applies}) ${emitDecided(effect, rule, index, context)}`;
      const isInDoubt = effect.kind === 'stop' && rule.mode === 'enforce';
      return isInDoubt
        ? [done, js`if (possibly && !surely && state.stopped === 'no') state.stopped = 'perhaps';`]
        : [done];
    }),
  ];
  const reached = canEnd ? js`if (state.stopped !== 'yes') ` : js``;
  return js`${mark(rule.span.start)}${comment(`${rule.id}: ${rule.name}`)}
rule: ${reached}{${block(lines)}
}`;
}

/** The generated last rule of a policy with `default: deny`. */
function emitDefault(policy: CorePolicy, context: DeciderContext): Code {
  const { exempt } = policy;
  const index = policy.rules.length;
  const tell = (kind: 'exempted' | 'deny') =>
    emitDecided(
      kind === 'deny' ? NOT_ADMITTED : { kind },
      { id: DEFAULT_RULE, mode: 'enforce' },
      index,
      context,
    );
  const deny =
    exempt === null
      ? tell('deny')
      : js`if (${emitExempt(exempt, context)}) ${tell('exempted')}
else ${tell('deny')}`;
  return js`${comment('default: deny unless a rule admitted')}
if (!state.admitted) {${block([deny])}
}`;
}

const NOT_ADMITTED = {
  kind: 'deny',
  message: { kind: 'literal', value: 'You are not allowed to sign in.', type: { kind: 'text' } },
  code: 'not_admitted',
  log: null,
} as const;
