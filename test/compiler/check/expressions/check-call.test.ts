import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nativeName } from '../../../../compiler/check/expressions/foreign-names.ts';
import { builtins } from '../../../../stdlib/index.ts';
import { errors, helpFor, typeOf } from '../check-harness.ts';

function isWrong(sentence: string, problem: string, help: string | undefined): void {
  it(`${sentence} is refused`, () => assert.deepEqual(errors(sentence), [problem]));
  it(`${sentence} gets help`, () => assert.equal(helpFor(sentence), help));
}

describe('the type of a call', () => {
  const table: Readonly<Record<string, string>> = {
    'lower(user.email)': 'text',
    'lower(user.user_metadata.nick)': 'text',
    'emailDomain(user.name)': 'domain',
    'first(user.groups)': 'group',
    'first(user.app_metadata.teams)': 'any value',
    'union(user.groups, ["a"])': 'list of group',
    'union(["a"], user.groups)': 'list of group',
    'union(user.groups, roles)': 'list of text',
    'unique(["a", "b"])': 'list of text',
    'size(user.groups)': 'number',
    'toText(login.count)': 'text',
    'round(1.5)': 'number',
    'inGroup("HR")': 'yes/no',
    'get(user.app_metadata, "a.b")': 'any value',
    'hour(now)': 'number',
  };
  for (const [sentence, type] of Object.entries(table))
    it(`${sentence} is ${type}`, () => assert.equal(typeOf(sentence), type));
});

describe('a call', () => {
  isWrong(
    'lower(login.count) is "3"',
    'unfitting-argument: expected text as `text`, found number ⟨login.count⟩',
    'write `lower(text)`',
  );
  isWrong(
    'union(user.groups, user.email) is empty',
    'unfitting-argument: expected list of group as `other`, found email ⟨user.email⟩',
    'write `union(list, other)`',
  );
  isWrong(
    'toText(office) is "x"',
    'unfitting-argument: expected any value as `value`, found network ⟨office⟩',
    'write `toText(value)`',
  );
  isWrong(
    'lower() is "x"',
    'argument-count: expected 1 value in the brackets, found 0 ⟨lower()⟩',
    'write `lower(text)`',
  );
  isWrong(
    'round(1, 2, 3) is 1',
    'argument-count: expected 1 to 2 values in the brackets, found 3 ⟨round(1, 2, 3)⟩',
    'write `round(number, decimals?)`',
  );
  isWrong(
    'lowr(user.name) is "x"',
    'unknown-function: unknown function `lowr` ⟨lowr⟩',
    'did you mean `lower`?',
  );
  isWrong(
    'toLowerCase(user.name) is "x"',
    'unknown-function: unknown function `toLowerCase` ⟨toLowerCase⟩',
    'did you mean `lower`?',
  );
  isWrong(
    'startsWith(user.name, "A")',
    'unknown-function: unknown function `startsWith` ⟨startsWith⟩',
    'write `user.name starts with "A"`',
  );
  isWrong(
    'str_starts_with(user.name, "$&")',
    'unknown-function: unknown function `str_starts_with` ⟨str_starts_with⟩',
    'write `user.name starts with "$&"`',
  );
  isWrong(
    'frobnicateEverything(user.name)',
    'unknown-function: unknown function `frobnicateEverything` ⟨frobnicateEverything⟩',
    undefined,
  );
  isWrong(
    'is_staff()',
    'wrong-kind-of-name: expected a function, found the condition `is_staff` ⟨is_staff⟩',
    'write `is_staff` without brackets',
  );
});

describe('a lookup', () => {
  isWrong(
    '(lookup user.groups in group_role) is empty',
    'unknown-name: unknown name `group_role` ⟨group_role⟩',
    'did you mean `group_roles`?',
  );
  isWrong(
    '(lookup user.email in staff) is empty',
    'wrong-kind-of-name: expected a table, found the list `staff` ⟨staff⟩',
    'write `… in staff` to ask whether a list holds a value',
  );
  isWrong(
    '(lookup user.email in group_roles) is empty',
    'unfitting-argument: expected group as `key`, found email ⟨user.email⟩',
    'the table `group_roles` looks up group; see its `from:`',
  );
});

describe('names of other systems', () => {
  it('stand for functions that exist', () => {
    for (const name of [
      'toLowerCase',
      'lowerAscii',
      'strlen',
      'concat',
      'isMemberOfGroup',
      'ipInRange',
      'avg',
      'sha256',
      'strftime',
    ]) {
      const native = nativeName(name);
      assert.ok(native?.kind === 'function' && builtins.has(native.name), name);
    }
  });
  it('stand for operators', () =>
    assert.deepEqual(nativeName('hasPrefix'), { kind: 'operator', sentence: 'X starts with "…"' }));
  it('are not found among what every object has', () => assert.equal(nativeName('constructor'), null));
});
