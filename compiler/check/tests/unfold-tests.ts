import type {
  Data,
  DataField,
  Diagnostic,
  Policy,
  PolicyTest,
  TestRow,
  Word,
} from '../../../grammar/index.ts';
import type { World } from '../check.ts';
import { nestData, overlayData } from './login-data.ts';
import { resolveLogin } from './resolve-login.ts';
import type { TestCase } from './test-case.ts';

/** The tests of a policy with their fixtures and rows written out, one case for each login. */
export function unfoldTests(
  policy: Pick<Policy, 'tests' | 'answers'>,
  fixtures: World['fixtures'],
): { readonly cases: readonly TestCase[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics = new Map<string, Diagnostic>();
  // What all rows have in common is wrong only once.
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.set(`${diagnostic.code} ${diagnostic.span.start} ${diagnostic.message}`, diagnostic);
  };
  const resolve = (login: Data): Data => resolveLogin(login, { fixtures, report });
  const cases = policy.tests.flatMap((test): readonly TestCase[] => {
    const answers = [...test.answers, ...policy.answers];
    const { name, at, skip, expect, rows } = test;
    if (rows !== null) return rows.map((row, index) => unfoldRow(test, row, index + 1, { answers, resolve }));
    const login = resolve(test.login ?? empty(test));
    return [{ test, row: null, name: name.text, login, at, expect, answers, skip, span: name.span }];
  });
  return { cases, diagnostics: [...diagnostics.values()] };
}

function unfoldRow(
  test: PolicyTest,
  row: TestRow,
  number: number,
  { answers, resolve }: { readonly answers: readonly DataField[]; readonly resolve: (login: Data) => Data },
): TestCase {
  const { expect, span, cells } = row;
  const common = asRecord(test.login ?? empty(row));
  const login = cells.map(nestData).reduce<Data>(overlayData, common);
  const said = cells.find(({ name }) => name.text === 'at')?.value;
  const at: Word | null = said?.kind === 'text' ? { text: said.text, span: said.span } : test.at;
  const name = `${test.name.text} (${rowText(row, number)})`;
  return { test, row: number, name, login: resolve(login), at, expect, answers, skip: test.skip, span };
}

/** The name of a fixture as the login that is like it, so that cells can go over it. */
function asRecord(login: Data): Data {
  if (login.kind !== 'text') return login;
  const { span } = login;
  return { kind: 'record', fields: [{ name: { text: 'like', span }, value: login }], span };
}

function empty({ span }: { readonly span: Data['span'] }): Data {
  return { kind: 'record', fields: [], span };
}

const LONGEST = 60;

/** `row 2: KP, deny`: what the row says of the login, and how it ends. */
function rowText({ cells, expect, span }: TestRow, number: number): string {
  const isOwn = (place: Data['span']): boolean => span.start <= place.start && place.end <= span.end;
  const { outcome, by, mfa } = expect;
  const ends = [
    ...(outcome !== null && isOwn(outcome.span) ? [outcome.value] : []),
    ...(by !== null && isOwn(by.span) ? [by.text] : []),
    ...(mfa !== null && isOwn(mfa.span) ? [mfa.value === 'required' ? 'mfa' : 'no mfa'] : []),
  ];
  const text = [...cells.map(({ value }) => dataText(value)), ...ends].join(', ').replace(/\s+/g, ' ');
  if (text === '') return `row ${number}`;
  const letters = [...text];
  return `row ${number}: ${letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : text}`;
}

function dataText(data: Data): string {
  switch (data.kind) {
    case 'text':
      return data.text;
    case 'list':
      return `[${data.items.map(dataText).join(', ')}]`;
    case 'record':
      return `{ ${data.fields.map(({ name, value }) => `${name.text}: ${dataText(value)}`).join(', ')} }`;
  }
}
