import assert from 'node:assert/strict';
import type { TestCase } from '../../../compiler/index.ts';
import { testOf } from './data-of.ts';

/** A test as `testOf` writes it, which names no fixture and has no table, ready to run. */
export function caseOf(login: string, expect?: string, more?: string): TestCase {
  const test = testOf(login, expect, more);
  const { name, login: data, at, skip, answers } = test;
  assert.ok(data !== null);
  return {
    test,
    row: null,
    name: name.text,
    login: data,
    at,
    expect: test.expect,
    answers,
    skip,
    span: name.span,
  };
}

/** The file that the places in such a test belong to. */
export function sourceOf(login: string, expect: string): string {
  return `policy: p\ntests:\n  - name: a test\n    login: ${login}\n    expect: ${expect}\n`;
}
