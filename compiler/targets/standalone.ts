import { type CompiledPolicy, type Constant, libraryText } from '../../stdlib/index.ts';
import { js, type Literal, textOfCode } from '../code.ts';

/** One emitted file. */
export interface EmittedFile {
  readonly name: string;
  readonly text: string;
}

/** A module that runs without Lintel: `decide(user, context, { now })`, and `rules`, the rule functions in order. */
export function emitStandalone(policy: CompiledPolicy): readonly EmittedFile[] {
  const active = activeRules(policy);
  const text = `${patternImport(policy)}${libraryText([...policy.functions, 'buildConstant', 'decideLogin'])}

${dataText(policy)}

// The rules in order: each is a function (user, context, callback).
const policy = ${policy.code.trimEnd()};

export const rules = policy(data).filter((_, index) => ${active}.includes(index));

// Decides one login. The clock can be given: milliseconds since 1970.
export function decide(user, context, { now = Date.now() } = {}) {
  return decideLogin(rules, user, context, now);
}
`;
  const map = {
    ...policy.map,
    file: `${policy.id}.mjs`,
    mappings: ';'.repeat(linesBefore(text, policy.code)) + policy.map.mappings,
  };
  return [
    { name: `${policy.id}.mjs`, text: `${text}//# sourceMappingURL=${policy.id}.mjs.map\n` },
    { name: `${policy.id}.mjs.map`, text: `${JSON.stringify(map)}\n` },
  ];
}

/** Indexes of the rules that are enforced: without a runtime there is nowhere to report to. */
export function activeRules(policy: CompiledPolicy): string {
  return JSON.stringify(policy.rules.flatMap((rule, index) => (rule.mode === 'enforce' ? [index] : [])));
}

/** The constants of the policy as one map from names to what they are built to. */
export function dataText(policy: CompiledPolicy): string {
  const entries = policy.constants.map((constant) => `  ${constantText(constant)},`);
  return `const data = new Map([
${entries.join('\n')}
].map((constant) => [constant.name, buildConstant(constant, compilePattern)]));`;
}

/** How patterns are compiled there: with the package re2js, and only where there are patterns. */
export function patternCompiler(load: string): string {
  return `${load}
function compilePattern(source, flags) {
  const pattern = RE2JS.compile(source, flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0);
  return {
    test: (text) => pattern.test(text),
    replaceAll: (text, replacement) => pattern.matcher(text).replaceAll(RE2JS.quoteReplacement(replacement)),
  };
}
`;
}

export const NO_PATTERNS = 'const compilePattern = undefined;\n';

export function hasPatterns(policy: CompiledPolicy): boolean {
  return policy.constants.some((constant) => constant.kind === 'pattern');
}

function patternImport(policy: CompiledPolicy): string {
  return hasPatterns(policy) ? patternCompiler("import { RE2JS } from 're2js';\n") : NO_PATTERNS;
}

function constantText(constant: Constant): string {
  return textOfCode(js`${literalOf(constant)}`);
}

function linesBefore(text: string, part: string): number {
  return text.slice(0, text.indexOf(part.trimEnd())).split('\n').length - 1;
}

/** A constant is plain data, so JSON says all of it. */
function literalOf(constant: Constant): Literal {
  const literal: Literal = JSON.parse(JSON.stringify(constant));
  return literal;
}
