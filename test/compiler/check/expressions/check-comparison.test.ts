import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errors, fixed, helpFor } from '../check-harness.ts';

function isFine(...sentences: readonly string[]): void {
  for (const sentence of sentences)
    it(`${sentence} is accepted`, () => assert.deepEqual(errors(sentence), []));
}

function isWrong(sentence: string, problem: string, instead?: string): void {
  it(`${sentence} is refused`, () => assert.deepEqual(errors(sentence), [problem]));
  if (instead !== undefined)
    it(`${sentence} can become ${instead}`, () => assert.equal(fixed(sentence), instead));
}

describe('is', () => {
  isFine(
    'user.email is "ANA@example.com"',
    'user.groups is ["a", "b"]',
    'user.email is user.name exactly',
    'user.email is not user.name ignoring case',
    'user.email_verified is no',
    'today is user.created_at',
    'request.ip is 203.0.113.7',
    'user.app_metadata is user.user_metadata',
    'request.country is "de"',
  );
  isWrong(
    'user.email is user.name',
    'mismatched-types: expected email, found text ⟨user.name⟩',
    'user.email is user.name exactly',
  );
  isWrong('login.count is user.email', 'mismatched-types: expected number, found email ⟨user.email⟩');
  isWrong(
    'login.count is "3"',
    'quoted-value: expected number, found the text `"3"` ⟨"3"⟩',
    'login.count is 3',
  );
  isWrong(
    '"3" is login.count',
    'quoted-value: expected number, found the text `"3"` ⟨"3"⟩',
    '3 is login.count',
  );
  isWrong(
    'user.email_verified is "yes"',
    'quoted-value: expected yes/no, found the text `"yes"` ⟨"yes"⟩',
    'user.email_verified is yes',
  );
  isWrong(
    'request.ip is "203.0.113.7"',
    'quoted-value: expected ip, found the text `"203.0.113.7"` ⟨"203.0.113.7"⟩',
    'request.ip is 203.0.113.7',
  );
  isWrong('user.name is 5', 'mismatched-types: expected text, found number ⟨5⟩', 'user.name is "5"');
  isWrong(
    'user.groups is "Admins"',
    'unfitting-operand: `is` expected one value here, found list of group ⟨user.groups⟩',
    'user.groups contains "Admins"',
  );
  isWrong(
    'user.groups is not "Admins"',
    'unfitting-operand: `is not` expected one value here, found list of group ⟨user.groups⟩',
    'user.groups does not contain "Admins"',
  );
  isWrong(
    'user.email is staff',
    'unfitting-operand: `is` expected one value here, found list of email ⟨staff⟩',
    'user.email in staff',
  );
  isWrong(
    'request.ip is not office',
    'unfitting-operand: `is not` expected one value here, found network ⟨office⟩',
    'request.ip is not in office',
  );
  isWrong(
    'context.ip is 203.0.113.0/24',
    'unfitting-operand: `is` expected one value here, found network ⟨203.0.113.0/24⟩',
    'context.ip in 203.0.113.0/24',
  );
  isWrong(
    'now is working_hours',
    'unfitting-operand: `is` expected one value here, found schedule ⟨working_hours⟩',
    'now during working_hours',
  );
  isWrong('user.name is /a/', 'unfitting-operand: `is` expected one value here, found pattern ⟨/a/⟩');
  isWrong(
    'login.count is 3 exactly',
    'equality-without-text: `exactly` is for texts, found number ⟨exactly⟩',
  );
  isWrong(
    '(login.count is 3 ignoring case)',
    'equality-without-text: `ignoring case` is for texts, found number ⟨ignoring case⟩',
  );
});

describe('literals that nothing can equal', () => {
  isWrong(
    'request.country is "Germany"',
    'unfitting-value: expected a country code, found `Germany` ⟨"Germany"⟩',
    'request.country is "DE"',
  );
  isWrong(
    'request.country in ["DE", "FRA"]',
    'unfitting-value: expected a country code, found `FRA` ⟨"FRA"⟩',
    'request.country in ["DE", "FR"]',
  );
  isWrong(
    'request.country is "Atlantis"',
    'unfitting-value: expected a country code, found `Atlantis` ⟨"Atlantis"⟩',
  );
  isWrong(
    'request.country is settings.land',
    'unfitting-value: expected a country code, found `Germany` ⟨settings.land⟩',
  );
  isWrong(
    'user.email is "example.com"',
    'unfitting-value: expected an e-mail address, found `example.com` ⟨"example.com"⟩',
    'user.email.domain is "example.com"',
  );
  isWrong(
    'user.email in ["example.com"]',
    'unfitting-value: expected an e-mail address, found `example.com` ⟨"example.com"⟩',
    'user.email.domain in ["example.com"]',
  );
  isWrong(
    'user.email.domain is "@example.com"',
    'unfitting-value: expected a domain, found `@example.com` ⟨"@example.com"⟩',
    'user.email.domain is "example.com"',
  );
  isWrong(
    'user.email.domain is "*.example.com"',
    'unfitting-value: expected a domain, found `*.example.com` ⟨"*.example.com"⟩',
  );
  isFine('user.email starts with "ada"', 'user.email.domain like "*.example.com"', 'user.email contains "@"');
});

describe('two bounds', () => {
  isFine('login.count is between 3 and 3', 'login.count is between user.app_metadata.a and 1');
  for (const [subject, low, high] of [
    ['hour(now)', '22', '6'],
    ['login.count', '5', '-1'],
    ['today', '2026-12-31', '2026-01-01'],
    ['user.created_at', '2026-01-01T00:00:00+00:00', '2026-01-01T00:30:00+01:00'],
    ['user.app_metadata.a', '1 hour', '59 minutes'],
    ['user.app_metadata.a', '22:00', '06:00'],
  ] as const) {
    isWrong(
      `${subject} is between ${low} and ${high}`,
      `unfitting-operand: nothing is between ${low} and ${high}: the first of the two is the larger one ⟨${low} and ${high}⟩`,
    );
  }
});

describe('an address', () => {
  const told = 'mismatched-types: expected ip, found text';
  isWrong('request.ip is "203.0.113.0/24"', `${told} ⟨"203.0.113.0/24"⟩`, 'request.ip in 203.0.113.0/24');
  isWrong(
    'request.ip != "203.0.113.0/24"',
    `${told} ⟨"203.0.113.0/24"⟩`,
    'request.ip is not in 203.0.113.0/24',
  );
  isWrong('request.ip in ["203.0.113.0/24"]', `${told} ⟨"203.0.113.0/24"⟩`, 'request.ip in 203.0.113.0/24');
  isWrong(
    'request.ip not in ["203.0.113.7", "10.1.2.3/8", "192.168.*", "2001:db8::1"]',
    `${told} ⟨"203.0.113.7"⟩`,
    'request.ip is not in [203.0.113.7, 10.0.0.0/8, 192.168.0.0/16, 2001:db8::1]',
  );
  isWrong(
    'request.ip in ["203.0.113.7"]',
    'quoted-value: expected ip, found the text `"203.0.113.7"` ⟨"203.0.113.7"⟩',
    'request.ip in [203.0.113.7]',
  );
  isWrong(
    'request.ip in "10.0.0.0/8"',
    'unfitting-operand: `in` expected a list, a network or a schedule here, found text ⟨"10.0.0.0/8"⟩',
    'request.ip in 10.0.0.0/8',
  );
  const noText = (operator: string) =>
    `unfitting-operand: \`${operator}\` expected text here, found ip ⟨request.ip⟩`;
  isWrong('request.ip starts with "10."', noText('starts with'), 'request.ip in 10.0.0.0/8');
  isWrong('request.ip like "172.16.1.*"', noText('like'), 'request.ip in 172.16.1.0/24');
  for (const [sentence, help] of [
    ['request.ip starts with "10.1"', 'write `request.ip in 203.0.113.0/24`'],
    ['request.ip matches /^10/', 'write `request.ip in 203.0.113.0/24`'],
    ['request.ip in ["office"]', 'addresses and networks have no quotes: `203.0.113.7`, `203.0.113.0/24`'],
    ['request.ip in "office"', 'name a network, or write one: `203.0.113.0/24`'],
  ] as const)
    it(`${sentence} gets help`, () => assert.equal(helpFor(sentence), help));
});

describe('in', () => {
  for (const operator of ['in', 'is not in', 'contains any of', 'contains none of', 'contains all of'])
    it(`${operator} an empty list is refused`, () => {
      const [problem] = errors(`user.groups ${operator} []`);
      assert.equal(
        problem,
        `unfitting-operand: \`${operator}\` expected a list with something in it, found an empty one ⟨[]⟩`,
      );
    });
  isFine(
    'user.groups otherwise [] contains any of ["a"]',
    'user.groups is []',
    'user.groups contains any of union([], [])',
  );
  isFine(
    'request.ip in office',
    'request.ip in 203.0.113.0/24',
    'request.ip in [office, 198.51.100.7, 10.0.0.0/8]',
    'now in working_hours',
    'user.email not in staff',
    'user.name in words',
    'any of user.groups in admins',
    'user.name in staff ignoring case',
  );
  isWrong('user.email in words', 'mismatched-types: expected email, found text ⟨words⟩');
  isWrong(
    'user.email in office',
    'unfitting-operand: `in` expected an IP address here, found email ⟨user.email⟩',
  );
  isWrong(
    'login.count in working_hours',
    'unfitting-operand: `in` expected an instant here, found number ⟨login.count⟩',
  );
  isWrong(
    'user.groups in admins',
    'unfitting-operand: `in` expected one value here, found list of group ⟨user.groups⟩',
    'user.groups contains any of admins',
  );
  isWrong(
    'user.nickname in user.name',
    'unfitting-operand: `in` expected a list, a network or a schedule here, found text ⟨user.name⟩',
  );
  isWrong(
    'user.email in login.count',
    'unfitting-operand: `in` expected a list, a network or a schedule here, found number ⟨login.count⟩',
  );
  isWrong('login.count in ["1"]', 'quoted-value: expected number, found the text `"1"` ⟨"1"⟩');
});

describe('contains', () => {
  isFine(
    'user.name contains "x"',
    'user.groups contains "x"',
    'user.groups contains any of ["a", "b"]',
    'user.groups contains none of admins',
    'user.name contains user.email',
    'any of user.groups contains "x"',
  );
  isWrong(
    'user.groups contains ["a", "b"]',
    'unfitting-operand: `contains` expected one value here, found list of text ⟨["a", "b"]⟩',
    'user.groups contains any of ["a", "b"]',
  );
  isWrong(
    'user.groups contains any of "a"',
    'unfitting-operand: `contains any of` expected a list here, found text ⟨"a"⟩',
    'user.groups contains "a"',
  );
  isWrong(
    'user.name contains any of ["a"]',
    'unfitting-operand: `contains any of` expected a list here, found text ⟨user.name⟩',
  );
  isWrong(
    'login.count contains "3"',
    'unfitting-operand: `contains` expected text or a list here, found number ⟨login.count⟩',
  );
  isWrong('user.name contains 3', 'unfitting-operand: `contains` expected text here, found number ⟨3⟩');
  isWrong('user.groups contains user.email', 'mismatched-types: expected group, found email ⟨user.email⟩');
  isWrong('user.groups contains any of staff', 'mismatched-types: expected group, found email ⟨staff⟩');
});

describe('texts', () => {
  isFine(
    'user.email ends with "x"',
    'user.name matches /^a/',
    'all of user.groups like "HR*"',
    'user.app_metadata.x matches /a/',
  );
  isWrong(
    'user.groups starts with "x"',
    'unfitting-operand: `starts with` expected text here, found list of group ⟨user.groups⟩',
    'any of user.groups starts with "x"',
  );
  isWrong('user.name starts with 3', 'unfitting-operand: `starts with` expected text here, found number ⟨3⟩');
  isWrong('login.count like "3"', 'unfitting-operand: `like` expected text here, found number ⟨login.count⟩');
  isWrong(
    'user.name matches "^a"',
    'unfitting-operand: `matches` expected a pattern here, found text ⟨"^a"⟩',
    'user.name matches /^a/',
  );
});

describe('order', () => {
  isFine(
    'login.count is more than 3',
    'now is after 2026-01-01',
    'user.created_at is before today',
    'now - user.created_at is at least 7 days',
    'login.count is between 1 and 9',
    'now is between 2026-01-01 and 2026-12-31',
  );
  isWrong(
    'login.count is more than "5"',
    'quoted-value: expected number, found the text `"5"` ⟨"5"⟩',
    'login.count is more than 5',
  );
  isWrong(
    'user.name is more than 5',
    'unfitting-operand: `is more than` expected a number, duration, date or time here, found text ⟨user.name⟩',
  );
  isWrong(
    'context.version is at least "1.2"',
    'unfitting-operand: `is at least` expected a number, duration, date or time here, found text ⟨"1.2"⟩',
  );
  isWrong(
    'user.groups is more than 3',
    'unfitting-operand: `is more than` expected a number, duration, date or time here, found list of group ⟨user.groups⟩',
  );
  isWrong('now is after 18:00', 'mismatched-types: expected instant, found time ⟨18:00⟩');
  isWrong(
    'login.count is between 1 and 2026-01-01',
    'mismatched-types: expected number, found date ⟨2026-01-01⟩',
  );
  isWrong('login.count is more than 3 days', 'mismatched-types: expected number, found duration ⟨3 days⟩');
});

describe('dates and schedules', () => {
  isFine(
    'user.last_login is older than 30 days',
    'today is within the last 1 weeks',
    'now during working_hours',
    'user.last_login outside working_hours',
  );
  isWrong(
    'user.email is older than 5 days',
    'unfitting-operand: `is older than` expected a date or instant here, found email ⟨user.email⟩',
  );
  isWrong(
    'user.last_login is older than 5',
    'unfitting-operand: `is older than` expected a duration here, found number ⟨5⟩',
  );
  isWrong(
    'now during office',
    'unfitting-operand: `during` expected a schedule here, found network ⟨office⟩',
  );
  isWrong(
    'today during working_hours',
    'unfitting-operand: `during` expected an instant here, found date ⟨today⟩',
  );
});

describe('presence', () => {
  isFine(
    'user.email exists',
    'user.groups is empty',
    'user.app_metadata.x is missing',
    'any of user.groups is empty',
    'staff is empty',
  );
  isWrong('office exists', 'unfitting-operand: `exists` expected a value here, found network ⟨office⟩');
});

describe('the help', () => {
  const helps = (sentence: string, help: string): void => {
    it(`for ${sentence} says: ${help}`, () => assert.equal(helpFor(sentence), help));
  };
  helps('user.email in words', 'if `words` holds values of this kind, write `of: email` in it');
  helps(
    'now is after 18:00',
    'put the time of day into a schedule under `schedules:`, and write `now during NAME`',
  );
  helps('user.name is login.count', '`toText(login.count)` makes a text of it');
  helps('login.count is user.name', '`toNumber(user.name)` makes a number of it');
  helps('user.nickname in user.name', 'write `user.name contains user.nickname`');
  helps('user.last_login is older than 5', 'write the unit: `5 days`');
  helps('user.name is /a/', 'write `user.name matches /a/`');
  helps('now during office', 'write `in office`');
});
