import type { Diagnostic } from './diagnostic.ts';
import type { Span } from './source.ts';
import { type At, make, show } from './yaml-messages.ts';

/** A key of a policy in a file of tests. */
export function misplacedPolicyKey({ key, ...at }: At & { readonly key: string }): Diagnostic {
  const message = `${show(key)} belongs in a policy file, and this is a file of tests`;
  const help = 'move it to a policy; here stand `tests`, `properties` and what their sentences name';
  return make('misplaced-key', at, message, help);
}

export function misplacedFixtures(at: At): Diagnostic {
  const message = '`fixtures` has no place in a policy: they stand in files of their own';
  return make(
    'misplaced-key',
    at,
    message,
    'write them to a file such as `fixtures/people.yaml`, without this key',
  );
}

/** `like` or `without` beside `login`. */
export function besideLogin({ key, ...at }: At & { readonly key: string }): Diagnostic {
  const example =
    key === 'like' ? '`login: { like: dana }`' : '`login: { like: dana, without: [user.groups] }`';
  return make('unknown-key', at, `${show(key)} belongs under \`login\``, `write ${example}`);
}

export function raggedTable({
  expected,
  found,
  ...at
}: At & { readonly expected: number; readonly found: number }): Diagnostic {
  const cells = `${expected} ${expected === 1 ? 'cell' : 'cells'}`;
  const help =
    found < expected
      ? 'write `missing` in a cell about which this row says nothing'
      : 'remove cells, or write more columns in the header';
  return make('ragged-table', at, `expected ${cells} as in the header, found ${found}`, help);
}

export function tableWithoutRows(at: At): Diagnostic {
  const message = '`table` holds nothing but a header';
  return make('empty-value', at, message, 'write a row with as many cells below it for each login');
}

export function emptyCell(at: At): Diagnostic {
  return make('empty-value', at, 'this cell holds nothing', 'write `missing` if this row says nothing here');
}

export function columnNotText({ found, ...at }: At & { readonly found: string }): Diagnostic {
  const message = `expected a text for a column of the header, found ${found}`;
  return make(
    'wrong-shape',
    at,
    message,
    'write a key of the login such as `country`, or one such as `expect.outcome`',
  );
}

/** `known`: the columns that ask for something, to be shown where nothing is near. */
export function badColumn({
  column,
  suggestion,
  known,
  ...at
}: At & {
  readonly column: string;
  readonly suggestion: string | null;
  readonly known: readonly string[];
}): Diagnostic {
  if (column === '') {
    const help = 'write a key of the login such as `country`, or one such as `expect.outcome`';
    return make('bad-column', at, 'this column has no name', help);
  }
  const help =
    suggestion === null
      ? `known here: ${known.map((name) => `\`${name}\``).join(', ')}`
      : `did you mean \`${suggestion}\`?`;
  const edits = [{ span: at.span, text: suggestion ?? '' }];
  const fix = suggestion === null ? null : { title: `write \`${suggestion}\``, safe: false, edits };
  return make('bad-column', { ...at, fix }, `${show(column)} is no column that a table can have`, help);
}

export function duplicateColumn({
  column,
  first,
  ...at
}: At & { readonly column: string; readonly first: Span }): Diagnostic {
  const notes = [{ message: `${show(column)} stands here first`, span: first }];
  const message = `the column ${show(column)} stands here a second time`;
  return make('duplicate-column', at, message, 'keep one of the two', notes);
}

export function alwaysAndNever(at: At): Diagnostic {
  const message = '`always` and `never` stand side by side, and a law has one of them';
  return make('always-and-never', at, message, 'write two laws, each with a name');
}

/** `example`: how such a file begins. */
export function emptyFileOf({ example, ...at }: At & { readonly example: string }): Diagnostic {
  return make('empty-value', at, 'this file holds nothing', `begin with ${show(example)}`);
}

export function wrongFileOf({
  expected,
  found,
  example,
  ...at
}: At & { readonly expected: string; readonly found: string; readonly example: string }): Diagnostic {
  return make('wrong-shape', at, `expected ${expected}, found ${found}`, `begin with ${show(example)}`);
}
