import { type CompiledPolicy, libraryText } from '../../stdlib/index.ts';
import type { Deciders } from '../deciders/join-deciders.ts';
import type { Limits } from '../limits.ts';
import type { Form } from './guest.ts';
import { libraryScript, patternEngine, patternScript } from './kept-scripts.ts';
import { loadConstants, memoryOf, type ReadyConstant, readyConstants } from './load-constants.ts';
import { openGuestSandbox } from './open-guest-sandbox.ts';
import type { Reserve } from './open-reserve.ts';
import { openQuietWatch } from './quiet-watch.ts';
import type { Meter, Sandbox } from './sandbox.ts';

/** Policies in a sandbox, ready for logins. */
export interface OpenPolicies {
  readonly isOpen: boolean;
  /** Takes one login through the rules: the result as JSON and, of the traced form, the trace as JSON. */
  run(userText: string, contextText: string, now: number, form: Form): readonly string[];
  /** Takes one login through a part of the rules, as it was left before; see `GuestPart`. All its parts have one `meter`. */
  runPart(
    userText: string,
    contextText: string,
    partText: string,
    form: Form,
    meter: Meter,
  ): readonly string[];
  /** Takes the fields of a login through the deciders, which may ask; only where all policies have one. */
  decide(text: string, timeout: number | null): string;
  /** The same in the traced form: what applies and, on a second line, what led to it. */
  trace(text: string, timeout: number | null): string;
  /** The same for some of the policies: see `decidePart`. */
  decidePart(text: string, timeout: number | null): string;
  close(): void;
}

/**
 * Loads compiled policies and their constants into a sandbox of their own. Throws when the code of a policy cannot be
 * loaded, which the compiler rules out, and when there is not enough memory for the constants.
 */
export function openPolicies(
  policies: readonly CompiledPolicy[],
  limits: Limits,
  deciders: Deciders | null = null,
  reserve?: Reserve,
): OpenPolicies {
  const constants = policies.map(readyConstants);
  const patterns = policies.some((policy) => policy.constants.some(({ kind }) => kind === 'pattern'));
  const memory = Math.ceil(limits.memory + memoryOf(constants.flat(), limits.memoryForConstants));
  const sandbox =
    (patterns ? null : reserve?.take(memory)) ?? openGuestSandbox(memory, patterns ? [patternEngine()] : []);
  const forms = new Set<Form>();
  const prepare = (form: Form) => {
    if (forms.has(form)) return;
    loadRules(sandbox, policies, form);
    forms.add(form);
  };
  try {
    if (patterns) sandbox.evaluateKept(patternScript());
    sandbox.evaluateKept(libraryScript(policies.flatMap((policy) => policy.functions)));
    loadPolicies(sandbox, policies, constants, limits);
    // From here on nothing can be left lying about for the next login.
    sandbox.evaluate('Object.freeze(globalThis);', 'seal.js');
    // The rest waits until it is asked for: few logins are traced, and hardly any needs rules where there are deciders.
    if (deciders === null) prepare('fast');
    else loadDeciders(sandbox, deciders);
  } catch (error) {
    sandbox.close();
    throw new Error('the policies cannot be loaded', { cause: error });
  }
  const asks = deciders !== null && deciders.lookUps.length > 0;
  const decide = sandbox.bindText(asks ? 'lintel.decideAsking' : 'lintel.decide');
  const trace = sandbox.bindText('lintel.trace');
  let hasTracedDeciders = false;
  const decidePart = sandbox.bindText('lintel.decidePart');
  const call = sandbox.bind('lintel.run', limits.timeout);
  const callPart = sandbox.bind('lintel.runPart', limits.timeout);
  const quiet = openQuietWatch(sandbox);
  return {
    get isOpen() {
      return sandbox.isOpen;
    },
    run(userText, contextText, now, form) {
      quiet.touch();
      prepare(form);
      return call([userText, contextText, String(now), form]) as readonly string[];
    },
    runPart(userText, contextText, partText, form, meter) {
      quiet.touch();
      prepare(form);
      return callPart([userText, contextText, partText, form], meter) as readonly string[];
    },
    decide(text, timeout) {
      quiet.touch();
      return decide(text, timeout);
    },
    trace(text, timeout) {
      if (!hasTracedDeciders && deciders !== null) loadTracedDeciders(sandbox, deciders);
      hasTracedDeciders = true;
      return trace(text, timeout);
    },
    decidePart,
    close() {
      quiet.close();
      sandbox.close();
    },
  };
}

function loadPolicies(
  sandbox: Sandbox,
  policies: readonly CompiledPolicy[],
  constants: readonly (readonly ReadyConstant[])[],
  limits: Limits,
): void {
  const { logLines, logLength, resultLength } = limits;
  sandbox.bind('lintel.setLimits', null)([JSON.stringify({ logLines, logLength, resultLength })]);
  const addPolicy = sandbox.bind('lintel.addPolicy', null);
  policies.forEach(({ id, rules }, index) => {
    const facts = rules.map(({ id, mode, script, asks = false, steers = false }) => {
      return { id, mode, isScript: script !== undefined, asks, steers };
    });
    addPolicy([JSON.stringify({ id, rules: facts })]);
    loadConstants(sandbox, constants[index] ?? []);
  });
}

function loadDeciders(sandbox: Sandbox, { size, parts }: Deciders): void {
  sandbox.evaluate(`lintel.openDeciders(${size});`, 'deciders.js');
  parts.forEach(({ code, traced: _, ...facts }, index) => {
    const text = `lintel.addDecider(${index}, JSON.parse(${JSON.stringify(JSON.stringify(facts))}), (\n${code}\n));`;
    sandbox.evaluate(`'use strict';\n${text}`, 'decider.js');
  });
}

function loadRules(sandbox: Sandbox, policies: readonly CompiledPolicy[], form: Form): void {
  policies.forEach((policy, index) => {
    const text = form === 'fast' ? policy.code : tracedText(policy);
    sandbox.evaluate(
      `'use strict';\nlintel.addRules(${index}, '${form}', (\n${text}\n));`,
      `${policy.id}.js`,
    );
  });
}

/** The traced form of rules, which is made of that of the decider where there is one. */
function tracedText({ id, rules, decider, tracedCode }: CompiledPolicy): string {
  if (tracedCode !== null) return tracedCode;
  if (decider === null || decider.traced === null)
    throw new Error('a policy without a traced decider has a traced form of its own');
  const { fields, effects, traced } = decider;
  const facts = { policy: id, rules: rules.map((rule) => rule.id), fields, effects, reads: traced.reads };
  return `(data) => {
${libraryText(['rulesOfDecider'])}
return rulesOfDecider(JSON.parse(${JSON.stringify(JSON.stringify(facts))}), (\n${traced.code}\n), data);
}`;
}

function loadTracedDeciders(sandbox: Sandbox, deciders: Deciders): void {
  deciders.parts.forEach(({ traced, at, base }, index) => {
    if (traced === null) throw new Error('where one of the deciders has no traced form, none is traced');
    const facts = JSON.stringify({ at, base });
    sandbox.evaluate(
      `'use strict';\nlintel.addTracedDecider(${index}, ${facts}, (\n${traced.code}\n));`,
      'traced.js',
    );
  });
}
