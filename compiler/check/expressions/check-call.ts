import { type Call, type Expression, type Lookup, suggest } from '../../../grammar/index.ts';
import { type Builtin, builtins, isTextKind, type Parameter, type Type } from '../../../stdlib/index.ts';
import {
  functionIsOperator,
  unknownFunction,
  unknownName,
  wrongKindOfName,
} from '../messages/check-name-messages.ts';
import { argumentCount, unfittingArgument, unfittingText } from '../messages/check-type-messages.ts';
import { type Scope, typeOf, writtenText } from '../scope.ts';
import { adaptExpression, isFirm, isOpen, memberSide } from './adapt-expression.ts';
import { nativeName } from './foreign-names.ts';

const ERROR: Type = { kind: 'error' };

/** The type that a call gives; its arguments have been checked. */
export function checkCall(call: Call, scope: Scope): Type {
  const builtin = builtins.get(call.name.name);
  if (builtin === undefined) return reportUnknown(call, scope);
  const { parameters } = builtin;
  const found = call.arguments.length;
  const least = parameters.filter((parameter) => !isOptional(parameter)).length;
  const most = parameters.at(-1)?.repeated ? Number.POSITIVE_INFINITY : parameters.length;
  if (found < least || found > most) {
    scope.report(
      argumentCount({
        span: call.span,
        signature: signatureOf(builtin),
        expected: countPhrase(least, most),
        found,
      }),
    );
    return ERROR;
  }
  const pairs = call.arguments.flatMap((argument, index) => {
    const parameter = parameters[index] ?? parameters.at(-1);
    return parameter === undefined ? [] : [{ argument, parameter }];
  });
  const variables = new Map<string, Type>();
  for (const firm of [true, false]) {
    for (const { argument, parameter } of pairs) {
      if (isFirm(argument, scope) === firm)
        bindVariables(parameter.type, typeOf(argument, scope), firm, variables);
    }
  }
  const fit = pairs.map(({ argument, parameter }) =>
    checkArgument(argument, parameter, builtin, variables, scope),
  );
  return fit.every(Boolean) ? substitute(builtin.returns, variables) : ERROR;
}

/** The type that a `lookup` gives: what the table holds, or the list of it for a list of keys. */
export function checkLookup(lookup: Lookup, scope: Scope): Type {
  const { name, span } = lookup.table;
  const table = scope.names.get(name);
  if (table === undefined) {
    const tables = [...scope.names].filter(([, { kind }]) => kind === 'table').map(([one]) => one);
    scope.report(unknownName({ name, span, suggestion: suggest(name, tables) }));
    return ERROR;
  }
  if (table.type.kind !== 'table') {
    if (table.type.kind === 'error') return ERROR;
    const help =
      table.kind === 'list'
        ? `write \`… in ${name}\` to ask whether a list holds a value`
        : 'write a table under `tables:`';
    scope.report(wrongKindOfName({ name, span, expected: 'a table', found: table.kind, help }));
    return ERROR;
  }
  const { from, to } = table.type;
  const key = typeOf(lookup.key, scope);
  const side = key.kind === 'list' ? memberSide(lookup.key, scope) : null;
  const wanted: Type = side === null ? from : { kind: 'list', of: from };
  if (!adaptExpression(lookup.key, wanted, scope)) {
    const help = `the table \`${name}\` looks up ${from.kind}; see its \`from:\``;
    scope.report(
      unfittingArgument({ span: lookup.key.span, parameter: 'key', expected: from, found: key, help }),
    );
    return ERROR;
  }
  return side === null || to.kind === 'list' ? to : { kind: 'list', of: to };
}

function checkArgument(
  argument: Expression,
  parameter: Parameter,
  builtin: Builtin,
  variables: ReadonlyMap<string, Type>,
  scope: Scope,
): boolean {
  const wanted = substitute(parameter.type, variables);
  const found = typeOf(argument, scope);
  if (found.kind === 'error') return false;
  const help = `write \`${signatureOf(builtin)}\``;
  if (wanted.kind === 'any' && isPolicyThing(found)) {
    scope.report(
      unfittingArgument({ span: argument.span, parameter: parameter.name, expected: wanted, found, help }),
    );
    return false;
  }
  // A function works on the characters of any text, so that an e-mail address can be given where text is expected.
  if (adaptExpression(argument, wanted, scope) || areTexts(found, wanted)) {
    checkWritten(argument, parameter, scope);
    return true;
  }
  scope.report(
    unfittingArgument({ span: argument.span, parameter: parameter.name, expected: wanted, found, help }),
  );
  return false;
}

/** A text for which the function never gives anything, such as `hour(now, "Europe/Munich")`. */
function checkWritten(argument: Expression, { written }: Parameter, scope: Scope): void {
  if (argument.kind !== 'text' || written === undefined || written.accepts(argument.value)) return;
  const { expected, help } = written;
  scope.report(unfittingText({ span: argument.span, text: argument.value, expected, help }));
}

function isPolicyThing(type: Type): boolean {
  return type.kind === 'network' || type.kind === 'schedule' || type.kind === 'pattern';
}

function areTexts(found: Type, wanted: Type): boolean {
  if (found.kind === 'list' && wanted.kind === 'list') return areTexts(found.of, wanted.of);
  return isTextKind(found.kind) && isTextKind(wanted.kind);
}

/**
 * Finds what the variables of a signature stand for: the first argument that knows its type decides; where texts of
 * different kinds know theirs, it is `text`.
 */
function bindVariables(parameter: Type, found: Type, firm: boolean, variables: Map<string, Type>): void {
  if (parameter.kind === 'list' && found.kind === 'list') {
    bindVariables(parameter.of, found.of, firm, variables);
    return;
  }
  if (parameter.kind !== 'variable' || found.kind === 'error') return;
  const bound = variables.get(parameter.name);
  if (bound === undefined || isOpen(bound)) variables.set(parameter.name, found);
  else if (firm && isTextKind(bound.kind) && isTextKind(found.kind) && bound.kind !== found.kind) {
    variables.set(parameter.name, { kind: 'text' });
  }
}

function substitute(type: Type, variables: ReadonlyMap<string, Type>): Type {
  if (type.kind === 'variable') return variables.get(type.name) ?? { kind: 'any' };
  return type.kind === 'list' ? { kind: 'list', of: substitute(type.of, variables) } : type;
}

function isOptional(parameter: Parameter): boolean {
  return parameter.optional === true || parameter.from !== undefined;
}

/** `round(number, decimals?)`. */
function signatureOf(builtin: Builtin): string {
  const parameters = builtin.parameters.map((parameter) => {
    const { name, repeated } = parameter;
    return `${name}${repeated ? ' …' : ''}${isOptional(parameter) ? '?' : ''}`;
  });
  return `${builtin.name}(${parameters.join(', ')})`;
}

function countPhrase(least: number, most: number): string {
  const noun = (count: number): string => (count === 1 ? '1 value' : `${count} values`);
  if (least === most) return `${noun(least)} in the brackets`;
  if (most === Number.POSITIVE_INFINITY) return `at least ${noun(least)} in the brackets`;
  return `${least} to ${noun(most)} in the brackets`;
}

function reportUnknown(call: Call, scope: Scope): Type {
  const { name, span } = call.name;
  const named = scope.names.get(name);
  if (named !== undefined) {
    const help =
      named.kind === 'condition'
        ? `write \`${name}\` without brackets`
        : `a ${named.kind} is used by its name alone`;
    scope.report(wrongKindOfName({ name, span, expected: 'a function', found: named.kind, help }));
    return ERROR;
  }
  const native = nativeName(name);
  if (native?.kind === 'operator') {
    scope.report(functionIsOperator({ name, span, operator: filledIn(native.sentence, call, scope) }));
    return ERROR;
  }
  const suggestion = native?.name ?? suggest(name, builtins.keys());
  scope.report(unknownFunction({ name, span, suggestion }));
  return ERROR;
}

/** The sentence with the author's own operands where they have a place in it. */
function filledIn(sentence: string, call: Call, scope: Scope): string {
  const [first, second] = call.arguments.map((argument) => writtenText(argument, scope));
  return sentence
    .replace(/\bX\b/g, (letter) => first ?? letter)
    .replace(/"…"(?!,)/, (dots) => second ?? dots);
}
