import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseFixtures, textAt } from '../../grammar/index.ts';
import { sketchData } from './sketch-data.ts';

const read = (text: string) => parseFixtures({ name: 'fixtures/people.yaml', text });
const told = (text: string) =>
  read(text).diagnostics.map((one) => `${one.code} ‹${textAt({ name: '', text }, one.span)}› ${one.message}`);

describe('parseFixtures', () => {
  it('reads names with logins', () => {
    const { value, diagnostics } = read(
      'dana:\n  app: hr\n  user: { email: dana@example.com }\n\n__proto__: { like: dana, without: user.email }\n',
    );
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      value.map(({ name, login }) => `${name.text}: ${sketchData(login)}`),
      ['dana: {app: hr, user: {email: dana@example.com}}', '__proto__: {like: dana, without: user.email}'],
    );
  });

  it('tells what is no login, and keeps the others', () => {
    const text = 'dana: HR\nbob: [a]\neve:\nana: { country: DE }\n';
    assert.deepEqual(told(text), [
      'wrong-shape ‹HR› expected keys with values for `dana`, found a text',
      'wrong-shape ‹bob› expected keys with values for `bob`, found a list',
      'empty-value ‹eve› `eve` holds nothing',
    ]);
    assert.deepEqual(
      read(text).value.map(({ name }) => name.text),
      ['ana'],
    );
  });

  it('tells a name that stands twice', () => {
    assert.deepEqual(told('dana: {}\ndana: {}\n'), [
      'duplicate-key ‹dana› the key `dana` stands here a second time',
    ]);
  });

  it('tells what else a file is', () => {
    assert.deepEqual(
      told('# nobody yet\n').map((one) => one.slice(0, 11)),
      ['empty-value'],
    );
    assert.deepEqual(told('- dana\n'), [
      'wrong-shape ‹- dana› expected names with a login each in a file of fixtures, found a list',
    ]);
    assert.deepEqual(
      told('dana\n').map((one) => one.slice(0, 11)),
      ['wrong-shape'],
    );
  });
});
