import { type Diagnostic, hasErrors, type Result, type Source } from '../../grammar/index.ts';
import type { JavaScriptRule, RulePermissions } from '../../stdlib/index.ts';
import { checkRequires, findRequires, modulesOf } from './check-requires.ts';
import { isContained } from './contained-rule.ts';
import { findKeywords } from './find-keywords.ts';
import { findFreeNames, namesIn } from './free-names.ts';
import { headOf, nodesOf } from './parse-javascript.ts';
import * as messages from './rule-messages.ts';
import { type RuleFunction, type RuleShape, readRuleShape } from './rule-shape.ts';

/** What of a rule does not stand in its own text. */
export interface RuleOptions {
  readonly id: string;
  readonly name: string;
  readonly mode: JavaScriptRule['mode'];
  /** Milliseconds; null: what is left of the whole chain. */
  readonly timeout: number | null;
  readonly ifItFails: JavaScriptRule['ifItFails'];
  readonly may: RulePermissions;
  /** Names of the modules of the project: what may stand in `require('…')` beside the library. */
  readonly modules: readonly string[];
  /** Names of library modules that the modules of the project ask for. Default: none. */
  readonly needs?: readonly string[];
}

/**
 * Reads a rule that is written in JavaScript: one function, or a post-login Action. Null when there are errors.
 * Whoever runs it can rely on `text` being what `shape` says and nothing more.
 */
export function compileRule(source: Source, options: RuleOptions): Result<JavaScriptRule | null> {
  const isDisabled = options.mode === 'disabled';
  const shape = readRuleShape(source);
  if (shape.kind === 'neither') {
    const keywords = findKeywords(source.text, null);
    if (keywords.length === 0) return { value: null, diagnostics: [shape.diagnostic] };
    const diagnostics = keywords.map(({ text, span }) => messages.unreplacedKeyword(text, span, isDisabled));
    return { value: isDisabled ? ruleOf(source, options, NEVER_RUN) : null, diagnostics };
  }
  const free = findFreeNames(shape.tree);
  const diagnostics = [
    ...findKeywords(source.text, shape.tree).map(({ text, span }) =>
      messages.unreplacedKeyword(text, span, isDisabled),
    ),
    ...checkSize(source),
    ...checkRequires(findRequires(free), options.modules),
    ...(shape.kind === 'rule' ? checkFunction(source, shape) : []),
  ].toSorted((a, b) => a.span.start - b.span.start);
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  const modules = modulesOf(shape.tree, free);
  return {
    value: ruleOf(source, options, {
      shape: shape.kind,
      text: textOf(source, shape),
      modules,
      ...(modules.length === 0 && isContained(shape, free) ? { isContained: true } : {}),
    }),
    diagnostics,
  };
}

type Body = Pick<JavaScriptRule, 'shape' | 'text' | 'modules' | 'isContained'>;

function ruleOf({ name: file }: Source, options: RuleOptions, body: Body): JavaScriptRule {
  const { id, name, mode, timeout, ifItFails, may, needs = [] } = options;
  const modules = [...new Set([...body.modules, ...needs])].sort();
  return { id, name, file, ...body, mode, modules, timeout, ifItFails, may };
}

/** Stands for a disabled rule whose text cannot be read yet. */
const NEVER_RUN: Body = {
  shape: 'rule',
  text: 'function (user, context, callback) { callback(new Error("this rule is disabled")); }',
  modules: [],
};

/** The function at its own place, all before it blank, so that lines and columns of a stack trace are right. */
function textOf({ text }: Source, shape: Exclude<RuleShape, { kind: 'neither' }>): string {
  if (shape.kind === 'action') return text.replace(/^\ufeff?#!/, '//').replace(/^\ufeff/, '');
  const { start, end } = shape.span;
  return text.slice(0, start).replace(/[^\n\r\u2028\u2029]/g, ' ') + text.slice(start, end);
}

const LARGEST = 100_000;

function checkSize({ text }: Source): readonly Diagnostic[] {
  const bytes = new TextEncoder().encode(text).length;
  return bytes > LARGEST ? [messages.largeRule(bytes)] : [];
}

function checkFunction(
  source: Source,
  { function: written, semicolon }: RuleShape & { readonly kind: 'rule' },
): readonly Diagnostic[] {
  const head = headOf(source.text, { start: written.start, end: written.end });
  const found: Diagnostic[] = semicolon === null ? [] : [messages.trailingSemicolon(semicolon)];
  if (written.generator === true) return [messages.generatorRule(head), ...found];
  const forgotten = forgottenCallback(written);
  return forgotten === null ? found : [messages.forgottenCallback(forgotten.name, head), ...found];
}

/** The callback that a rule takes and never mentions; its name is null when it takes none. */
function forgottenCallback(written: RuleFunction): { readonly name: string | null } | null {
  const callback = written.params[2];
  if (written.params.some(({ type }) => type === 'RestElement')) return null;
  const [name = null] = callback === undefined ? [] : namesIn(callback);
  if (callback !== undefined && name === null) return null;
  const mentioned = new Set<string>();
  for (const node of nodesOf(written.body)) if (node.type === 'Identifier') mentioned.add(node.name);
  return mentioned.has('arguments') || (name !== null && mentioned.has(name)) ? null : { name };
}
