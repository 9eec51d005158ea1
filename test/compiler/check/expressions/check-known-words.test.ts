import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { errors, fixed } from '../check-harness.ts';

function isFine(...sentences: readonly string[]): void {
  for (const sentence of sentences)
    it(`${sentence} is accepted`, () => assert.deepEqual(errors(sentence), []));
}

function isWrong(sentence: string, underlined: string, instead: string): void {
  it(`${sentence} is refused`, () => {
    const [problem = '', ...more] = errors(sentence);
    assert.deepEqual(more, []);
    assert.match(problem, /^unknown-choice: expected `.*` or `.*`, found/);
    assert.ok(problem.endsWith(`⟨${underlined}⟩`), problem);
  });
  it(`${sentence} can become ${instead}`, () => assert.equal(fixed(sentence), instead));
}

describe('words that a name never is', () => {
  isWrong('event is "logon"', '"logon"', 'event is "login"');
  isWrong('"refrsh" is not event', '"refrsh"', '"refresh" is not event');
  isWrong('event in ["login", "silnt"]', '"silnt"', 'event in ["login", "silent"]');
  isWrong('["silnt"] contains event', '"silnt"', '["silent"] contains event');
  isWrong('weekday(now) is "Monday"', '"Monday"', 'weekday(now) is "monday"');
  isWrong('weekday(today) is "Sun"', '"Sun"', 'weekday(today) is "sunday"');
  isWrong('risk.level is "hihg"', '"hihg"', 'risk.level is "high"');
  isWrong('request.continent is "eu"', '"eu"', 'request.continent is "EU"');
  isFine(
    'event is "refresh"',
    'weekday(now) is "Monday" ignoring case',
    'event starts with "re"',
    'event is user.name',
    'event is settings.land',
    'risk.level in ["low", "neutral"]',
    'continentOf(request.country) is "EU"',
    'user.app_metadata.event is "logon"',
  );
});

describe('what a function takes', () => {
  for (const [sentence, problem] of [
    ['hour(now, "Europe/Munich") is 3', 'expected a time zone, found `Europe/Munich` ⟨"Europe/Munich"⟩'],
    ['inZone(now, "+01:00") is "x"', 'expected a time zone, found `+01:00` ⟨"+01:00"⟩'],
    ['formatDate(now, "yyyy") is "2026"', 'expected a form of dates, found `yyyy` ⟨"yyyy"⟩'],
    ['hash(user.name, "md5") is "x"', 'expected an algorithm, found `md5` ⟨"md5"⟩'],
  ] as const)
    it(`is known of ${sentence}`, () => assert.deepEqual(errors(sentence), [`unfitting-value: ${problem}`]));
  isFine('hour(now, user.app_metadata.zone) is 3', 'formatDate(today, "DD.MM.YYYY") is "x"');
});
