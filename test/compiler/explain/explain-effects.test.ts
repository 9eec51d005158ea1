import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EMPTY_WORLD, explainPolicy } from '../../../compiler/index.ts';

const POLICY = `policy: p
sources:
  crm: { url: "https://crm.example.com/people/\${user.email}", timeout: 500 ms, cache: 1 hour, if_it_fails: continue }
rules:
  - id: effects
    for: { event: login }
    when: crm.plan is "free" and counts.seats < 3
    then:
      set_user_metadata: { country: = request.country }
      count: { name: seats, per: organization.id, distinct: user.user_id, window: 30 days, also_on_deny: yes }
      call: { url: https://hooks.example.com/a }
      notify: { url: https://hooks.example.com/b, method: PUT }
      set_claims: { greeting: "Hello \${user.name}", plan: free, quoted: = "as it is", known: = user.name }
      link_to: = user.app_metadata.primary_id
      redirect: { to: "https://consent.example.com/\${user.user_id}", with: { version: "7" }, sign_with: KEY }
  - { id: full, then: { deny: "No seat is left for \${user.name}." } }
  - { id: plain, then: { deny: Not now. } }
  - id: both
    when: not login.used_mfa
    then: { add_scopes: read, require_mfa: { methods: totp, provider: duo, remember: 8 hours, max_age: 1 hour } }
exempt: user.email is "root@example.com"
`;

describe('an explanation', () => {
  const text = explainPolicy({ name: 'p.yaml', text: POLICY }, EMPTY_WORLD).value ?? '';

  for (const line of [
    '   → user.user_metadata.country is stored as request.country once the login is let in',
    '   → the login counts for counts.seats even if the login is refused',
    '   → POST https://hooks.example.com/a is called, and the login waits for it once the login is let in; if it fails, the login is refused',
    '   → PUT https://hooks.example.com/b is notified once the login is let in',
    '   → the login becomes one of the user user.app_metadata.primary_id',
    '   → the person is sent to https://consent.example.com/${user.user_id}, with version signed, and comes back',
    '   → the claim greeting becomes "Hello ${user.name}"',
    '   → the claim plan becomes "free"',
    '   → the claim quoted becomes "as it is"',
    '   → the claim known becomes user.name',
    '   → the login is refused: "No seat is left for ${user.name}."',
    '   → the login is refused: "Not now."',
    '   → a second factor by totp of the provider duo is asked for, remembered for 8 hours, none older than 1 hour',
    '   Of this, what restricts applies too when the login does not say login.used_mfa.',
    'Never refused, asked for a second factor, sent elsewhere or given a shorter session, and each time written to the log: user.email is "root@example.com".',
    '   It asks crm and counts.seats.',
    '   crm is what GET https://crm.example.com/people/${user.email} answers within 500 ms, kept for 1 hour; if it fails, everything of it is missing',
    '   counts.seats tells a login how many values of user.user_id but its own were counted for each organization.id within 30 days before it',
  ])
    it(`says: ${line.trim()}`, () => assert.ok(text.split('\n').includes(line), text));
});
