import { type Decider, type EffectFacts, library } from '../stdlib/index.ts';
import { createAsksOf } from './asks.ts';
import { block, type Code, indent, join, js, textOfCode } from './code.ts';
import type { CorePolicy, CoreRule } from './core.ts';
import { canDecide, goesDeep } from './decidable.ts';
import type { DeciderContext } from './emit-decided.ts';
import { emitDecidedDefault, emitDecidedRule } from './emit-decided-rule.ts';
import { emitNamedConditions } from './emit-named-conditions.ts';
import { emitTracedDecider } from './emit-traced-decider.ts';
import { createFieldPlaces, type FieldPlaces } from './field-places.ts';
import { createNames } from './names.ts';
import { type Choice, relevanceOf } from './relevance.ts';

/** The rules of a policy as one function; null where one of them does what no decider can say. */
export function emitDecider(policy: CorePolicy, functions: Set<string>): Decider | null {
  if (!canDecide(policy)) return null;
  const places = createFieldPlaces();
  const effects: EffectFacts[] = [];
  const { code, relevant } = emitCode(policy, places, functions, effects);
  const { fields } = places;
  const traced = emitTracedDecider(policy, places, functions);
  return {
    code: textOfCode(code),
    goesDeep: goesDeep(policy),
    relevant,
    fields,
    derived: places.countDerived(),
    effects,
    traced,
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
      const code = rules.map((rule) => emitDecidedRule(rule, policy.rules.indexOf(rule), policy, context));
      return { code, choices };
    },
  );
  if (policy.default === 'deny') blocks.push({ code: [emitDecidedDefault(policy, context)], choices: null });
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
