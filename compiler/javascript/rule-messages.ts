import type { Diagnostic, Source, Span } from '../../grammar/index.ts';
import { checkError, checkWarning } from '../check/messages/check-messages.ts';
import { explainSyntax } from './explain-syntax.ts';

const SHAPE = '`function (user, context, callback) { … callback(null, user, context); }`';

/** `words` and `at` are those of the parser. */
export function syntaxError(source: Source, words: string, at: number): Diagnostic {
  const { span, message, help } = explainSyntax(source.text, words, at);
  return checkError('javascript-syntax', span, message, { help });
}

export function emptyRule(span: Span): Diagnostic {
  return checkError('empty-rule', span, 'this file holds no rule', { help: `write ${SHAPE}` });
}

export function notARule(found: string, span: Span): Diagnostic {
  const message = `a rule is one function, and this is ${found}`;
  return checkError('not-a-rule', span, message, { help: `write ${SHAPE} and everything in it` });
}

export function severalFunctions(span: Span): Diagnostic {
  return checkError('not-a-rule', span, 'a rule is one function, and here a second one begins', {
    help: 'move it into the first function, or into a file of its own',
  });
}

export function codeBeforeRule(span: Span): Diagnostic {
  return checkError('not-a-rule', span, 'a rule is one function, and this stands before it', {
    help: 'move it into the function, or remove it',
  });
}

/** `before`: what stands in front of the function, `const rule =`. */
export function namedFunction(before: string, span: Span): Diagnostic {
  return checkError('not-a-rule', span, `a rule is one function alone, and \`${before}\` stands before it`, {
    help: `leave \`${before}\` out, and the semicolon at the end`,
  });
}

export function codeAfterRule(span: Span): Diagnostic {
  return checkError('not-a-rule', span, 'a rule is one function, and this stands behind it', {
    help: 'move it into the function, or remove it',
  });
}

export function bracketTooMany(bracket: string, at: number): Diagnostic {
  const message = `\`${bracket}\` closes nothing: the rule ends before it`;
  return checkError('javascript-syntax', { start: at, end: at + 1 }, message, {
    help: 'remove it, or look for a bracket above that is closed too early',
  });
}

export function moduleInsteadOfRule(span: Span): Diagnostic {
  const message = 'a rule is one function, and this file is a module';
  const help = `leave \`module.exports =\` out, so that the file is just ${SHAPE}; a post-login Action exports \`onExecutePostLogin\``;
  return checkError('not-a-rule', span, message, { help });
}

export function generatorRule(span: Span): Diagnostic {
  return checkError('not-a-rule', span, 'a rule cannot be a generator, which nobody would step on', {
    help: 'write `function` without `*`',
  });
}

/** A rule that is disabled may wait for its words. */
export function unreplacedKeyword(keyword: string, span: Span, isDisabled: boolean): Diagnostic {
  const say = isDisabled ? checkWarning : checkError;
  return say('unreplaced-keyword', span, `\`${keyword}\` stands for a value that was never filled in`, {
    help: 'write the value, or import the tenant again with `lintel import auth0`, which fills it in; a secret belongs into `configuration`',
  });
}

export function trailingSemicolon(span: Span): Diagnostic {
  const message = 'a rule is an expression, so no semicolon belongs behind it';
  const fixes = [{ title: 'remove it', safe: true, edits: [{ span, text: '' }] }];
  return checkWarning('trailing-semicolon', span, message, { help: 'remove it; here it is ignored', fixes });
}

export function largeRule(bytes: number): Diagnostic {
  const kilobytes = Math.ceil(bytes / 1000);
  return checkWarning(
    'large-rule',
    { start: 0, end: 0 },
    `the rule has ${kilobytes} KB; it should stay under 100`,
    {
      help: 'move data into a setting or a list, and shared code into a module',
    },
  );
}

/** `name` of the parameter, and null when the function takes too few. */
export function forgottenCallback(name: string | null, span: Span): Diagnostic {
  const message =
    name === null
      ? 'the rule takes no callback, so it never ends and the login fails'
      : `the rule never calls \`${name}\`, so it never ends and the login fails`;
  const call = name ?? 'callback';
  return checkWarning('forgotten-callback', span, message, {
    help: `${name === null ? 'write `function (user, context, callback)`, and ' : ''}call \`${call}(null, user, context)\` once, at the end of every way through the rule`,
  });
}

/** `advice`: what to use in its place, for a module that is known not to be there. */
export function unknownModule(place: {
  readonly spec: string;
  readonly span: Span;
  readonly suggestion: string | null;
  readonly advice: string | null;
}): Diagnostic {
  const { spec, span, suggestion, advice } = place;
  if (/^\.{0,2}\//.test(spec)) {
    const message = `the project has no module \`${spec}\``;
    const example = spec.replace(/^[./]+/, '').replace(/\.js$/, '');
    const entry = `name it in \`lintel.yaml\`: \`modules: { ${spec}: ${example}.js }\``;
    const help = suggestion === null ? entry : `did you mean \`${suggestion}\`?`;
    return checkError('unknown-module', span, message, { help });
  }
  const help =
    suggestion === null
      ? 'use a module of the library, or put a file into the project and name it under `modules` in `lintel.yaml`'
      : `did you mean \`${suggestion}\`?`;
  return checkError('unknown-module', span, `rules cannot require \`${spec}\``, { help: advice ?? help });
}
