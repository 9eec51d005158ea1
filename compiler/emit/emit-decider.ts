import type { Decider, EffectFacts, WaitingRule } from '../../stdlib/index.ts';
import { type AsksOf, asksOfPolicy, lookUpsOf } from '../asks.ts';
import type { CorePolicy, CoreRule } from '../core.ts';
import { block, type Code, indent, join, js, textOfCode } from './code.ts';
import { canDecide, goesDeep } from './decidable.ts';
import type { DeciderContext } from './emit-decided.ts';
import { emitDecidedDefault, emitDecidedRule } from './emit-decided-rule.ts';
import { emitNamedConditions } from './emit-named-conditions.ts';
import { emitLookUps } from './emit-request.ts';
import { emitTracedDecider } from './emit-traced-decider.ts';
import { createFieldPlaces, type FieldPlaces } from './field-places.ts';
import { createNames } from './names.ts';
import { type Choice, relevanceOf } from './relevance.ts';
import { ruleFacts } from './rule-facts.ts';
import { shareFunctions } from './share-functions.ts';
import { waitingRules } from './waiting-rules.ts';

/** The rules of a policy as one function; null where one of them does what no decider can say. */
export function emitDecider(policy: CorePolicy, functions: Set<string>): Decider | null {
  if (!canDecide(policy)) return null;
  const asking = lookUpsOf(policy);
  const waiting = asking.length === 0 ? NONE_WAITS : waitingRules(ruleFacts(policy));
  // What only disabled rules would ask is never asked.
  const lookUps = waiting.size === 0 ? [] : asking.map(({ name }) => name);
  const places = createFieldPlaces(lookUps);
  const effects: EffectFacts[] = [];
  const { code, relevant, waits } = emitCode(policy, waiting, places, functions, effects);
  const { fields } = places;
  const isTimeless = !places.readsClock();
  const traced = places.asks ? null : emitTracedDecider(policy, places, functions);
  return {
    code: textOfCode(code),
    goesDeep: goesDeep(policy),
    isTimeless,
    relevant,
    waits,
    fields,
    lookUps,
    derived: places.countDerived(),
    effects,
    traced,
  };
}

function emitCode(
  policy: CorePolicy,
  waiting: ReadonlyMap<number, WaitingRule>,
  places: FieldPlaces,
  functions: Set<string>,
  effects: EffectFacts[],
): { readonly code: Code } & Pick<Decider, 'relevant' | 'waits'> {
  const context: DeciderContext = {
    names: createNames(['f', 'now', 'told', 'at', 'base', 'state', 'asked', 'value']),
    form: 'fast',
    functions,
    asked: new Set(),
    fields: new Map(),
    asksOf: asksOfPolicy(policy),
    places,
    effects,
    first: 0,
  };
  const waitsOf = (rule: CoreRule) =>
    places.asks ? (waiting.get(policy.rules.indexOf(rule)) ?? null) : null;
  const blocks = blocksOf(
    policy.rules.filter(({ mode }) => mode !== 'disabled'),
    waitsOf,
    context.asksOf,
  ).map(({ rules, choices, waits }) => {
    const first = effects.length;
    const code = rules.map((rule) =>
      emitDecidedRule(rule, policy.rules.indexOf(rule), policy, { ...context, first }),
    );
    return { code, choices, waits, first };
  });
  if (policy.default === 'deny') {
    const waits = waiting.get(policy.rules.length) ?? null;
    const first = effects.length;
    const code = [emitDecidedDefault(policy, { ...context, first })];
    blocks.push({ code, choices: null, waits, first });
  }
  const relevant = blocks.map(
    ({ choices }) =>
      choices?.map(({ of, isFolded, values }) => ({ field: places.indexOf(of), isFolded, values })) ?? null,
  );
  const lookUps = places.asks ? emitLookUps(policy, context) : [];
  const conditions = emitNamedConditions(policy.conditions, context);
  const constants = policy.constants.map(
    (constant) => js`const ${context.names.of('definition', constant.name)} = data.get(${constant.name});`,
  );
  const declarations = [...constants, ...places.declarations()];
  const parameters = places.asks ? js`f, now, told, state, asked` : js`f, now, told, state`;
  const { makers, made } = shareFunctions(
    blocks.map(({ code, first }) => ({ code: js`function (${parameters}) {${block(code)}\n}`, first })),
  );
  const body = [
    ...(declarations.length === 0 ? [] : [join(declarations, js`\n`)]),
    ...lookUps,
    ...conditions,
    ...makers,
    js`return [${join(made, js`, `)}];`,
  ];
  const code = js`(function (data, at, base) {
  'use strict';

  ${indent(join(body, js`\n\n`))}
})`;
  return { code, relevant, waits: places.asks ? blocks.map(({ waits }) => waits) : [] };
}

const NONE_WAITS: ReadonlyMap<number, WaitingRule> = new Map();

/**
 * Rules next to each other that may apply to the same logins; so few of them that engines like the function. One that may have
 * to wait is alone.
 */
interface Block {
  readonly rules: CoreRule[];
  readonly choices: readonly Choice[] | null;
  readonly waits: WaitingRule | null;
  /** Tells choices apart. */
  readonly key: string;
}

function blocksOf(
  rules: readonly CoreRule[],
  waitsOf: (rule: CoreRule) => WaitingRule | null,
  asksOf: AsksOf,
): readonly Block[] {
  // It takes some rules to make telling logins apart worth while.
  const relevance = rules.length > BLOCK ? relevanceOf(rules, asksOf) : rules.map(() => null);
  const blocks: Block[] = [];
  rules.forEach((rule, index) => {
    const waits = waitsOf(rule);
    const choices = relevance[index] ?? null;
    const key = choices === null ? '' : keyOf(choices);
    const last = blocks.at(-1);
    const isJoined = waits === null && last?.waits === null && last.key === key && last.rules.length < BLOCK;
    if (isJoined) last.rules.push(rule);
    else blocks.push({ rules: [rule], choices, waits, key });
  });
  return blocks;
}

const BLOCK = 20;

function keyOf(choices: readonly Choice[]): string {
  return JSON.stringify(choices.map(({ of, isFolded, values }) => [of.root, of.path, isFolded, values]));
}
