import type { Data, Expectation } from '../../grammar/index.ts';

/** Data on one line; texts that were quoted are quoted. */
export function sketchData(data: Data | null | undefined): string {
  switch (data?.kind) {
    case undefined:
      return 'nothing';
    case 'text':
      return data.isQuoted ? JSON.stringify(data.text) : data.text;
    case 'list':
      return `[${data.items.map(sketchData).join(', ')}]`;
    case 'record':
      return `{${data.fields.map(({ name, value }) => `${name.text}: ${sketchData(value)}`).join(', ')}}`;
  }
}

/** What an expectation asks for, key by key. */
export function sketchExpectation(expect: Expectation | undefined): string {
  if (expect === undefined) return 'nothing';
  const { claims, metadata } = expect;
  const said = [
    ...[expect.outcome, expect.mfa].map((one) => one?.value),
    ...[expect.by, expect.message, expect.code, expect.redirect].map((one) => one?.text),
    ...[expect.notClaims, expect.scopes, expect.applied, expect.notApplied].map((words) =>
      words === null || words.length === 0 ? undefined : `[${words.map(({ text }) => text).join(', ')}]`,
    ),
    ...(['counts', 'notifies', 'calls'] as const).map((key) =>
      expect[key] === null ? undefined : `${key}: [${expect[key].map(({ text }) => text).join(', ')}]`,
    ),
    ...[...claims, ...metadata].map(({ name, value }) => `${name.text}: ${sketchData(value)}`),
  ];
  return said.filter((one) => one !== undefined).join(' ');
}
