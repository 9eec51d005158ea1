import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errors, fixed, helpFor } from '../check-harness.ts';

const problem = (value: string, found = 'text'): string =>
  `not-a-condition: expected a yes/no sentence, found ${found} ⟨${value}⟩`;

function becomes(sentence: string, value: string, instead: string, found = 'text'): void {
  it(`${sentence} is wrong once`, () => assert.deepEqual(errors(sentence), [problem(value, found)]));
  it(`${sentence} can become ${instead}`, () => assert.equal(fixed(sentence), instead));
}

function isExplained(sentence: string, help: string): void {
  it(`${sentence} gets help`, () => assert.equal(helpFor(sentence), help));
}

describe('a value in the place of a comparison', () => {
  becomes(
    'user.email is "a@b.c" or "b@b.c" or "c@b.c"',
    '"b@b.c"',
    'user.email in ["a@b.c", "b@b.c", "c@b.c"]',
  );
  becomes('user.name is not "a" or "b"', '"b"', 'user.name is not in ["a", "b"]');
  becomes('user.name is not "a" and "b"', '"b"', 'user.name is not in ["a", "b"]');
  becomes('login.count is 3 or 4', '4', 'login.count in [3, 4]', 'number');
  becomes('user.groups contains "a" and "b"', '"b"', 'user.groups contains all of ["a", "b"]');
  becomes('user.groups contains "a" or "b"', '"b"', 'user.groups contains any of ["a", "b"]');
  becomes('user.name is "a" or "b" or user.blocked', '"b"', 'user.name in ["a", "b"] or user.blocked');
  isExplained(
    'user.name starts with "a" or "b"',
    'write the whole comparison again: `user.name starts with "b"`',
  );
  isExplained(
    'user.name is "a" ignoring case or "b"',
    'write the whole comparison again: `user.name is "b"`',
  );
  isExplained('(user.name is "a") or "b"', 'write `user.name in ["a", "b"]`');
});

describe('moments, dates and addresses', () => {
  isExplained('user.last_login is before "2026-12-01"', 'write `2026-12-01` without quotes');
  isExplained(
    'user.created_at is more than 30 days',
    'to ask how long ago it was, write `is older than 30 days` or `is within the last 30 days`',
  );
  isExplained('now in [2026-12-24]', 'the date is `today`');
  isExplained('user.last_login in [2026-12-24]', 'the date is `date(user.last_login)`');
  isExplained('request.ip is "203.0.113.0/24"', 'write `request.ip in 203.0.113.0/24`');
});
