import type { Source } from '../../grammar/index.ts';
import type { CompiledPolicy } from '../../stdlib/index.ts';
import { asksOfPolicy } from '../asks.ts';
import { type CorePolicy, DEFAULT_RULE } from '../core.ts';
import { type Code, comment, indent, join, js } from './code.ts';
import type { EmitContext } from './emit-context.ts';
import { emitDecider } from './emit-decider.ts';
import { emitNamedConditions } from './emit-named-conditions.ts';
import { emitLookUps } from './emit-request.ts';
import { emitDefaultRule, emitRule } from './emit-rule.ts';
import { createNames } from './names.ts';
import { type PrintedCode, printCode } from './print-code.ts';
import { ruleFacts } from './rule-facts.ts';

/** The rules of a policy as JavaScript, in the fast and in the traced form. Same policy, same bytes. */
export function emitPolicy(policy: CorePolicy, source: Source): CompiledPolicy {
  const functions = new Set<string>();
  const fast = emitForm(policy, source, 'fast', functions);
  const decider = emitDecider(policy, functions);
  const traced =
    decider === null || decider.traced === null ? emitForm(policy, source, 'traced', functions) : null;
  return {
    id: policy.id,
    name: policy.name,
    file: policy.file,
    code: fast.text,
    tracedCode: traced?.text ?? null,
    map: fast.map,
    functions: [...functions].sort(),
    constants: policy.constants,
    sources: policy.sources.map(({ name, timeout, cache, retry, ifItFails }) => ({
      name,
      timeout,
      cache,
      retry,
      ifItFails,
    })),
    counters: policy.counters.map(({ name, window, isDistinct }) => ({ name, window, isDistinct })),
    rules: ruleFacts(policy),
    decider,
  };
}

/** One form as a function expression `(data) => rules`; `functions` collects the library functions that it calls. */
function emitForm(
  policy: CorePolicy,
  source: Source,
  form: EmitContext['form'],
  functions: Set<string>,
): PrintedCode {
  const context: EmitContext = {
    names: createNames(),
    form,
    functions,
    asked: new Set(),
    fields: new Map(),
    asksOf: asksOfPolicy(policy),
    places: null,
  };
  const lookUps = emitLookUps(policy, context);
  const rules = [
    ...policy.rules.map((rule) => emitRule(rule, policy, context)),
    ...(policy.default === 'deny' ? [emitDefaultRule(policy, context)] : []),
  ];
  const conditions = emitNamedConditions(policy.conditions, context);
  const constants = policy.constants.map(
    (constant) => js`const ${context.names.of('definition', constant.name)} = data.get(${constant.name});`,
  );
  const names = [
    ...policy.rules.map((rule) => context.names.of('rule', rule.id)),
    ...(policy.default === 'deny' ? [context.names.of('generated', DEFAULT_RULE)] : []),
  ];
  const body = [
    ...(constants.length === 0 ? [] : [join(constants, js`\n`)]),
    ...lookUps,
    ...conditions,
    ...rules,
    js`return [${join(names, js`, `)}];`,
  ];
  const title = comment(`The policy ${policy.id} (${policy.name}), compiled by Lintel from ${policy.file}.`);
  const code: Code = js`(function (data) {
  ${title}
  'use strict';

  ${indent(join(body, js`\n\n`))}
})`;
  return printCode(code, source);
}
