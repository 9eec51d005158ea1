import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parsePolicy } from '../../grammar/index.ts';
import { mutated } from '../arbitraries/index.ts';
import { runs } from '../laws/runs.ts';

/** Every key of what asks and of what lasts, with a good value. */
const GOOD = `policy: p
sources:
  crm:
    url: https://crm.example.com/people/\${user.email}
    method: POST
    headers: { Authorization: "Bearer \${secrets.CRM_TOKEN}" }
    body: { email: = user.email }
    timeout: 500 ms
    cache: 10 minutes
    retry: 2
    if_it_fails: continue
rules:
  - id: a
    when: crm.plan is "free" and counts.seats is at least 5 and not (returned.version exists)
    then:
      set_user_metadata: { last: = request.country }
      set_app_metadata: { at: = now, also_on_deny: yes }
      link_to: = user.app_metadata.primary_id
      count: { name: seats, per: organization.id, distinct: user.user_id, window: 30 days }
      call: { url: https://x.example, timeout: 1 second, retry: 1, if_it_fails: deny }
      notify: { url: https://x.example, headers: { Key: = secrets.HOOK_KEY_2 } }
      redirect: { to: https://x.example, with: { version: "7" }, sign_with: KEY }
tests:
  - name: a
    login: {}
    expect: { counts: seats, notifies: [x.example], calls: [] }
`;

const LINES = GOOD.split('\n');

/** The numbers of the lines that end in a value. */
const VALUED = LINES.flatMap((line, index) => (/^ *(?:- )?\w+: ./.test(line) ? [index] : []));

/** A value of any shape, as YAML reads it in place of another. */
const anyShape = fc
  .oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('', '= user.', '${', '= ', 'yes', {}, [], null, [null]),
  )
  .map((value) => JSON.stringify(value));

describe('values of any shape under the keys of look-ups and of effects that last', () => {
  it('are good where the file is good', () => {
    const { diagnostics } = parsePolicy({ name: 'p', text: GOOD });
    assert.deepEqual(diagnostics, []);
  });

  it('never make the parser throw, and what is lost is told', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VALUED), anyShape, (at, value) => {
        const line = (LINES[at] ?? '').replace(/: .*/, () => `: ${value}`);
        assertSound(LINES.with(at, line).join('\n'));
      }),
      runs(2000),
    );
  });

  it('never make it throw either when characters change', () => {
    fc.assert(fc.property(mutated(fc.constant(GOOD)), assertSound), runs(1000));
  });
});

function assertSound(text: string): void {
  const { value, diagnostics } = parsePolicy({ name: 'p', text });
  for (const { span, message, help } of diagnostics) {
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
    assert.doesNotMatch(`${message} ${help}`.replaceAll(/`[^`]*`/g, ''), /undefined|null|NaN|\[object/);
  }
  if (diagnostics.length > 0) return;
  assert.ok(value !== null);
  for (const { then } of value.rules) assert.ok(then.length > 0);
}
