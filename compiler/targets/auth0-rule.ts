import { type CompiledPolicy, libraryText } from '../../stdlib/index.ts';
import {
  activeRules,
  dataText,
  type EmittedFile,
  hasPatterns,
  NO_PATTERNS,
  patternCompiler,
} from './standalone.ts';

/** The whole policy as one `function (user, context, callback)`, which runs wherever such rules run. */
export function emitAuth0Rule(policy: CompiledPolicy): readonly EmittedFile[] {
  const patterns = hasPatterns(policy)
    ? patternCompiler("const { RE2JS } = require('re2js');\n")
    : NO_PATTERNS;
  const body = `${patterns}${libraryText([...policy.functions, 'buildConstant', 'runRules'])}

${dataText(policy)}

// The rules in order: each is a function (user, context, callback).
const policy = ${policy.code.trimEnd()};
const rules = policy(data).filter((_, index) => ${activeRules(policy)}.includes(index));

delete context.lintel;
const error = runRules(rules, user, context);
for (const line of runState(context).log) console.log(line.rule + ': ' + line.text);
delete context.lintel;
return error === null ? callback(null, user, context) : callback(error);`;
  return [
    {
      name: `${policy.id}.js`,
      text: `function (user, context, callback) {\n${body.replace(/^(?=.)/gm, '  ')}\n}\n`,
    },
  ];
}
