import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Effect, parsePolicy, textAt } from '../../grammar/index.ts';
import { sketchFields, sketchRequest, sketchSentence, sketchTemplate } from './sketch-template.ts';

const policyWith = (then: string) =>
  `policy: p\nrules:\n  - id: a\n    then:\n${then.replaceAll(/^(?=.)/gm, '      ')}`;
const read = (text: string) => parsePolicy({ name: 'policy.yaml', text });

function effectsIn(then: string): readonly string[] {
  const { value, diagnostics } = read(policyWith(then));
  assert.deepEqual(diagnostics, []);
  return value?.rules[0]?.then.map(sketchEffect) ?? [];
}

function sketchEffect(effect: Effect): string {
  const deny = 'alsoOnDeny' in effect && effect.alsoOnDeny ? ' also on deny' : '';
  switch (effect.kind) {
    case 'set_user_metadata':
    case 'set_app_metadata':
      return `${effect.kind} ${sketchFields(effect.fields)}${deny}`;
    case 'count': {
      const { name, per, distinct, window, isDescribed } = effect;
      const described = `${sketchSentence(per)} ${sketchSentence(distinct)} ${window?.text ?? '-'}`;
      return `count ${name.text}${isDescribed ? ` ${described}` : ''}${deny}`;
    }
    case 'call':
    case 'notify': {
      const { kind, request, timeout, retry, ifItFails } = effect;
      const words = [timeout?.text, retry?.text, ifItFails?.value].map((word) => word ?? '-');
      return `${kind} ${sketchRequest(request)} ${words.join(' ')}${deny}`;
    }
    case 'link_to':
      return `link_to ${sketchTemplate(effect.user)}`;
    case 'redirect': {
      const { to, with: along, signWith } = effect;
      return `redirect ${sketchTemplate(to)} (${sketchFields(along)}) ${signWith?.text ?? '-'}`;
    }
    default:
      return effect.kind;
  }
}

/** The effects that are read, and the codes of what is told. */
const readIn = (then: string) => {
  const { value, diagnostics } = read(policyWith(then));
  return [value?.rules[0]?.then.map(sketchEffect), diagnostics.map(({ code }) => code)];
};

describe('effects that last', () => {
  it('store fields, and `also_on_deny` is none', () => {
    assert.deepEqual(
      effectsIn(
        'set_user_metadata: { last: = request.country }\nset_app_metadata: { a: [b], c: { d: "${now}" }, also_on_deny: yes }\n',
      ),
      [
        'set_user_metadata last: = request.country',
        'set_app_metadata a: ["b"], c: {d: = (join now)} also on deny',
      ],
    );
  });

  it('are done on a refusal too if they say so, in the words of editors as well', () => {
    const deny = (word: string) =>
      effectsIn(`set_app_metadata: { a: b, also_on_deny: ${word} }\n`)[0]?.endsWith('also on deny');
    assert.deepEqual(['yes', 'true', '"yes"', 'no', 'false'].map(deny), [true, true, true, false, false]);
  });

  it('count with what they describe', () => {
    assert.deepEqual(
      effectsIn(
        'count: { name: seats, per: organization.id, distinct: lower(user.email), window: 30 days, also_on_deny: yes }\n',
      ),
      ['count seats organization.id (lower() user.email) 30 days also on deny'],
    );
  });

  it('count with a counter that is described elsewhere, and tell it from one without a description', () => {
    assert.deepEqual(effectsIn('count: seats\n'), ['count seats']);
    assert.deepEqual(effectsIn('count: { name: seats }\n'), ['count seats nothing nothing -']);
  });

  it('call', () => {
    assert.deepEqual(
      effectsIn(
        'call:\n  url: https://x.example/${user.user_id}\n  method: PUT\n  headers: { A: b }\n  body: = user.email\n  timeout: 2 seconds\n  retry: 3\n  if_it_fails: continue\n  also_on_deny: yes\n',
      ),
      [
        'call PUT = (join "https://x.example/" user.user_id) (A: "b") = user.email 2 seconds 3 continue also on deny',
      ],
    );
    assert.deepEqual(effectsIn('call: { url: https://x.example }\n'), [
      'call - "https://x.example" () nothing - - -',
    ]);
  });

  it('notify', () => {
    assert.deepEqual(effectsIn('notify: { url: https://x.example, body: { a: = user.email } }\n'), [
      'notify - "https://x.example" () {a: = user.email} - - -',
    ]);
  });

  it('send on, with an address alone or with what goes along', () => {
    assert.deepEqual(effectsIn('redirect: https://x.example/?to=${user.email}\n'), [
      'redirect = (join "https://x.example/?to=" user.email) () -',
    ]);
    assert.deepEqual(
      effectsIn(
        'redirect: { to: https://x.example, with: { version: "7", mail: = user.email }, sign_with: KEY }\n',
      ),
      ['redirect "https://x.example" (version: "7", mail: = user.email) KEY'],
    );
  });

  it('link accounts', () => {
    assert.deepEqual(effectsIn('link_to: = user.app_metadata.primary_id\n'), [
      'link_to = user.app_metadata.primary_id',
    ]);
  });

  it('know where they stand', () => {
    const text = policyWith('count: { name: seats, per: organization.id }\n');
    const [effect] = read(text).value?.rules[0]?.then ?? [];
    assert.ok(effect?.kind === 'count');
    const spans = [effect.key, effect.name.span, effect.per?.span ?? effect.key];
    assert.deepEqual(
      spans.map((span) => textAt({ name: '', text }, span)),
      ['count', 'seats', 'organization.id'],
    );
  });

  it('keep what can be read of those with a mistake', () => {
    assert.deepEqual(readIn('call: { retry: 1 }\n'), [['call - = ? () nothing - 1 -'], ['missing-key']]);
    assert.deepEqual(readIn('notify: { url: { a: b } }\n'), [
      ['notify - = ? () nothing - - -'],
      ['wrong-shape'],
    ]);
    assert.deepEqual(readIn('redirect: { sign_with: KEY }\n'), [['redirect = ? () KEY'], ['missing-key']]);
    assert.deepEqual(readIn('call: [a]\n'), [[], ['wrong-shape']]);
    assert.deepEqual(readIn('link_to: [a]\n'), [[], ['wrong-shape']]);
    assert.deepEqual(readIn('count: { per: user.email }\n'), [[], ['missing-key']]);
    assert.deepEqual(readIn('redirect: &a x\n'), [[], ['yaml-anchor']]);
  });

  it('tell mistakes in their sentences', () => {
    assert.deepEqual(readIn('count: { name: a, per: user. }\n')[1], ['unexpected-character']);
    assert.deepEqual(readIn("notify: { url: 'https://x.example/${user.}' }\n")[1], ['unexpected-character']);
    const { diagnostics } = read(policyWith('count: { name: a, distinct: = user.email }\n'));
    assert.deepEqual(
      diagnostics.map(({ help }) => help),
      ['leave out the `=`: a sentence stands here in any case'],
    );
  });

  it('take hostile names as text', () => {
    assert.deepEqual(effectsIn('set_app_metadata: { __proto__: a, constructor: b }\n'), [
      'set_app_metadata __proto__: "a", constructor: "b"',
    ]);
  });
});
