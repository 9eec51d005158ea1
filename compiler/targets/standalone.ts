import { type CompiledPolicy, type Constant, libraryText } from '../../stdlib/index.ts';
import { js, textOfCode } from '../emit/code.ts';
import type { Literal } from '../emit/literal-text.ts';

/** One emitted file. */
export interface EmittedFile {
  readonly name: string;
  readonly text: string;
}

/** A module that runs without Lintel: `decide(user, context, { now })`, and `rules`, the rule functions in order. */
export function emitStandalone(policy: CompiledPolicy): readonly EmittedFile[] {
  const imports = hasPatterns(policy) ? "import { RE2JS } from 're2js';\n\n" : '';
  const text = `${imports}${programText(policy, 'export ')}

// Decides one login. The clock can be given: milliseconds since 1970.
export function decide(user, context, { now = Date.now() } = {}) {
  return decideLogin(rules, user, context, now);
}

${libraryHeader}${patternText(policy)}${libraryText([...policy.functions, 'buildConstant', 'decideLogin'])}
`;
  const before = ';'.repeat(linesBefore(text, policy.code));
  const map = { ...policy.map, file: `${policy.id}.mjs`, mappings: before + policy.map.mappings };
  return [
    { name: `${policy.id}.mjs`, text: `${text}//# sourceMappingURL=${policy.id}.mjs.map\n` },
    { name: `${policy.id}.mjs.map`, text: `${JSON.stringify(map)}\n` },
  ];
}

/** The policy's data and its rules; what they call may stand below, since functions are known before anything runs. */
export function programText(policy: CompiledPolicy, keyword: '' | 'export '): string {
  const constants = policy.constants.map((constant) => `  ${constantText(constant)},\n`).join('');
  const build = `buildConstant(constant${hasPatterns(policy) ? ', compilePattern' : ''})`;
  const active = policy.rules.flatMap((rule, index) => (rule.mode === 'enforce' ? [index] : []));
  const all = active.length === policy.rules.length;
  return `const data = new Map([
${constants}].map((constant) => [constant.name, ${build}]));

const policy = ${policy.code.trimEnd()};

// The rules in order: each is a function (user, context, callback).
${keyword}const rules = policy(data)${all ? '' : `.filter((_, index) => ${JSON.stringify(active)}.includes(index))`};`;
}

export const libraryHeader = '// The functions of the language that the rules above call.\n';

/** How patterns are compiled where `RE2JS` of the package re2js is at hand; nothing where there are no patterns. */
export function patternText(policy: CompiledPolicy): string {
  if (!hasPatterns(policy)) return '';
  return `function compilePattern(source, flags) {
  const pattern = RE2JS.compile(source, flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0);
  return {
    test: (text) => pattern.test(text),
    replaceAll: (text, replacement) => pattern.matcher(text).replaceAll(RE2JS.quoteReplacement(replacement)),
  };
}
`;
}

export function hasPatterns(policy: CompiledPolicy): boolean {
  return policy.constants.some((constant) => constant.kind === 'pattern');
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
