import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { UserUpdate } from '../../runtime/capabilities/capability.ts';
import { mergePatch } from '../../runtime/store/merge-patch.ts';
import { patchUser } from '../../runtime/store/patch-user.ts';
import type { UserPatch } from '../../runtime/store/store.ts';

const BEFORE = {
  user_id: 'a',
  app_metadata: { plan: 'free', tags: { x: 1 } },
  user_metadata: { y: 2 },
};

function patchOf(...changes: readonly string[]): UserPatch | null {
  return changes.reduce<UserPatch | null>((patch, text) => {
    const update: UserUpdate = { id: 'a', field: 'app_metadata', changes: JSON.parse(text) };
    return mergePatch(patch, update);
  }, null);
}

describe('an update of metadata', () => {
  /** `app_metadata` after some updates, as JSON, since names such as `__proto__` are data too. */
  const after = (...changes: readonly string[]) =>
    JSON.stringify(patchUser(BEFORE, patchOf(...changes)).app_metadata);

  for (const [what, changes, expected] of [
    ['adds', ['{"new":1}'], '{"plan":"free","tags":{"x":1},"new":1}'],
    ['replaces a value whole', ['{"tags":{"z":3}}'], '{"plan":"free","tags":{"z":3}}'],
    ['removes by null', ['{"plan":null}'], '{"tags":{"x":1}}'],
    ['keeps a null further down', ['{"tags":{"x":null}}'], '{"plan":"free","tags":{"x":null}}'],
    ['clears by an empty record', ['{}'], '{}'],
    ['takes `__proto__` for a name', ['{"__proto__":1}'], '{"plan":"free","tags":{"x":1},"__proto__":1}'],
    ['goes over an earlier one', ['{"a":1,"b":1}', '{"a":2}'], '{"plan":"free","tags":{"x":1},"a":2,"b":1}'],
    ['removes what an earlier one removed', ['{"plan":null}', '{"plan":null}'], '{"tags":{"x":1}}'],
    ['brings back what was removed', ['{"plan":null}', '{"plan":"pro"}'], '{"plan":"pro","tags":{"x":1}}'],
    ['fills what was cleared', ['{}', '{"a":1,"plan":null}'], '{"a":1}'],
    ['clears what an earlier one added', ['{"a":1}', '{}'], '{}'],
  ] as const) {
    it(what, () => assert.equal(after(...changes), expected));
  }

  it('leaves the other field and the person of before alone', () => {
    assert.deepEqual(patchUser(BEFORE, patchOf('{}')), { ...BEFORE, app_metadata: {} });
    assert.deepEqual(BEFORE.app_metadata, { plan: 'free', tags: { x: 1 } });
  });

  it('makes no more of a person than is kept of one', () => {
    assert.equal(patchOf(JSON.stringify({ x: 'x'.repeat(300_000) })), null);
  });
});

describe('a person with what was changed of them', () => {
  it('is as they were when nothing was', () => assert.equal(patchUser(BEFORE, null), BEFORE));

  it('keeps what the identity provider says newly of other fields', () => {
    const patch = patchOf('{"mine":1}');
    const said = { user_id: 'a', app_metadata: { theirs: 2 } };
    assert.deepEqual(patchUser(said, patch).app_metadata, { theirs: 2, mine: 1 });
  });

  for (const odd of [undefined, null, 'text', 5, ['list']]) {
    it(`has only what was changed where metadata is ${JSON.stringify(odd)}`, () => {
      const patched = patchUser({ user_id: 'a', app_metadata: odd }, patchOf('{"a":1}'));
      assert.deepEqual(patched, { user_id: 'a', app_metadata: { a: 1 } });
    });
  }
});
