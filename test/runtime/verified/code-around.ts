/** Names that hosts have in store in these tests. */
export const HELPERS: ReadonlySet<string> = new Set([
  ...[
    'own',
    'recordAt',
    'recordAt$0',
    'textOf',
    'listOf',
    'foldAscii',
    'foldList',
    'first',
    'isSame',
    'choose',
  ],
  ...['everySurely', 'someSurely', 'mapMembers', 'recordFields', 'contains', 'tells'],
]);

/** Code with one function of rules that is given fields. */
export function codeOf(rules: string, declarations = 'const at$0 = at[0];'): string {
  return around(declarations, `[function (f, now, told, state) {\n${rules}\n}]`);
}

/** Code with one function of rules that is given the login. */
export function codeOnLogin(rules: string, declarations = ''): string {
  return around(declarations, `[function (user, context, now, told, state) {\nlet v0, v1;\n${rules}\n}]`);
}

/** Code that tells an effect if this is true, given fields. */
export function codeIf(value: string, declarations?: string): string {
  return codeOf(`if (${value}) told.push(base + 0);`, declarations);
}

/** Code that tells an effect if this is true, given the login. */
export function loginIf(value: string): string {
  return codeOnLogin(`if (${value}) told.push(base + 0);`);
}

/** Code of some declarations that gives this. */
export function around(declarations: string, given: string): string {
  return `(function (data, at, base) {\n'use strict';\n${declarations}\nreturn ${given};\n})`;
}

/** Code with a function that makes functions of rules, and what is made. */
export function codeMade(rules: string, made: string, values = ', a'): string {
  return around(
    'const at$0 = at[0];\nconst c = data.get("c");\n' +
      `function made(base${values}) {\n  return function (f, now, told, state) {\n${rules}\n};\n}`,
    `[${made}]`,
  );
}
