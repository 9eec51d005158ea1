import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Diagnostic } from '../../grammar/index.ts';
import { readSource } from '../../grammar/read-source.ts';
import { FILE_LIMIT, readYaml } from '../../grammar/yaml-profile.ts';
import type { Yaml } from '../../grammar/yaml-tree.ts';

describe('readYaml', () => {
  it('keeps texts as they are written', () => {
    assert.deepEqual(dataOf('a: NO\nb: 00123\nc: 1.10\nd: 22:30\ne: ~\nf: 0x1F\n'), {
      a: 'NO',
      b: '00123',
      c: '1.10',
      d: '22:30',
      e: '~',
      f: '0x1F',
    });
  });

  it('reads lists and keys', () => {
    assert.deepEqual(dataOf('a:\n  - b\n  - { c: [d, e] }\n'), { a: ['b', { c: ['d', 'e'] }] });
  });

  it('reads CR LF and a byte order mark like a file without them', () => {
    assert.deepEqual(dataOf('\ufeffa:\r\n  - b\r\n  - "c\r\n    d"\r\n'), { a: ['b', 'c d'] });
  });

  it('reads a document with `---` before and `...` after it', () => {
    assert.deepEqual(dataOf('---\na: b\n...\n'), { a: 'b' });
  });

  it('takes `__proto__` and `constructor` for keys like any other', () => {
    const data = dataOf('constructor: a\n__proto__: b\n');
    assert.deepEqual(Object.entries(data ?? {}), [
      ['constructor', 'a'],
      ['__proto__', 'b'],
    ]);
  });

  it('does not mind a comment after a text that is finished', () => {
    assert.deepEqual(told('when: user.ok  # "staff\nlog: (a # x)\nb: c # 12\nd: e # f\n').slice(1), []);
  });

  it('leaves an operator at the start of a later line alone', () => {
    assert.deepEqual(dataOf('when: a\n  && b\n  || c\n'), { when: 'a && b || c' });
  });
});

/** What is written, the code, and the part that is underlined; the first `▸` and `◂` in the text frame that part. */
const TRAPS: readonly (readonly [code: string, text: string])[] = [
  ['reserved-start', 'a:\n  - ▸@◂example.com\n'],
  ['reserved-start', 'a: ▸`◂x`\n'],
  ['reserved-start', 'a: ▸%◂x\n'],
  ['yaml-alias', 'a:\n  - ▸*.example.com◂\n'],
  ['yaml-alias', 'a: ▸*.example.com is x◂ # why\n'],
  ['yaml-alias', '▸*x◂ : a\n'],
  ['yaml-anchor', 'a: ▸&x◂ is y\n'],
  ['yaml-anchor', 'a: ▸&x◂\n  b: c\n'],
  ['yaml-tag', 'when: ▸!user.ok◂ and user.other\n'],
  ['yaml-tag', 'when: ▸!=◂ x\n'],
  ['cut-by-comment', 'when: user.team is "Team ▸#1"◂\n'],
  ['cut-by-comment', 'when: user.team is "Team ▸#1" and user.ok◂ # why\n'],
  ['cut-by-comment', 'when: user.team is "Team ▸#1"◂\n  and user.ok\nb: c\n'],
  ['cut-by-comment', 'when: lower(user.team ▸# x)◂\n'],
  ['cut-by-comment', 'deny: Call desk ▸#4◂\n'],
  ['cut-in-brackets', 'any: [user.team is "a▸,◂ b", user.ok]\n'],
  ['cut-in-brackets', 'x: { when: user.groups contains any of ▸[◂"a", "b"], then: y }\n'],
  ['cut-in-brackets', 'x: { deny: Sorry $▸{◂user.name} }\n'],
  ['starts-with-quote', 'when: ▸"HR"◂ in user.groups\n'],
  ['starts-with-quote', "when: ▸'HR'◂ in user.groups\n"],
  ['starts-with-quote', 'any:\n  - ▸"a b"◂ is user.name # why\n'],
  ['starts-with-quote', 'x: { when: ▸"a"◂ is b, c: d }\n'],
  ['starts-with-bracket', 'deny: ▸{user.name}◂ is blocked\n'],
  ['starts-with-bracket', 'deny: ▸{user.name}◂: blocked\n'],
  ['starts-with-bracket', 'when: ▸[a]◂ is b\n'],
  ['colon-in-sentence', 'when: user.name is "a▸:◂ b"\nc: d\n'],
  ['colon-in-sentence', 'description: HR▸:◂ who may sign in\nb: c\n'],
  ['operator-at-line-start', 'when: ▸&&◂ b\n'],
  ['operator-at-line-start', 'any:\n  - ▸||◂ b\n'],
  ['tab-indentation', 'a:\n▸\t◂b: c\n'],
  ['tab-indentation', 'a:\n  b: c\n▸\t◂d: e\n'],
  ['duplicate-key', 'a: 1\nb: 2\n▸a◂: 3\n'],
  ['second-document', 'a: 1\n▸---◂\nb: 2\n'],
  ['second-document', 'a: 1\n...\n▸b: 2◂\n'],
  ['merge-key', 'a:\n  ▸<<◂: { b: c }\n'],
  ['question-mark-key', '▸?◂ a\n: b\n'],
  ['yaml-directive', '▸%YAML 1.2◂\n---\na: b\n'],
  ['bad-indentation', 'a:\n  - b\n ▸c◂: d\n'],
  ['bad-indentation', 'rules:\n  - id: a\n     ▸then◂: b\n'],
  ['bad-indentation', 'rules:\n  - id: a\n   ▸then◂: b\n'],
  ['bad-indentation', '- a\n▸b◂: c\n'],
  ['bad-indentation', 'tests:\n  - name: a\n    expect: { by: b }\n\n▸-◂ name: c\n  login: d\n'],
  ['bad-indentation', 'tests:\n  - name: a\n    ▸-◂ name: c\n      login: d\n'],
  ['unclosed-quote', 'a: ▸"◂b\nc: d\n'],
  ['unclosed-quote', "a: ▸'◂b\nc: d\n"],
  ['unpaired-bracket', 'a: ▸[◂b, c\nd: e\n'],
  ['unpaired-bracket', 'a: ▸{◂b: c\nd: e\n'],
  ['unpaired-bracket', 'a: [b]▸]◂\n'],
  ['unknown-escape', 'when: "user.name matches /▸\\d◂/"\n'],
  ['missing-colon', 'a: b\n▸when:user.ok◂\n'],
  ['missing-colon', 'a: b\n▸when user.ok◂\nc: d\n'],
  ['missing-colon', '▸policy:hr◂\n'],
  ['text-after-block-sign', 'when: ▸>◂= 5\n'],
  ['text-after-block-sign', 'deny: ▸|◂ Sorry\n  you are out\n'],
  ['dash-after-key', 'a: ▸-◂ b\n'],
  ['key-not-text', '▸[a]◂: b\n'],
  ['key-not-text', 'a: b\n▸:◂ c\n'],
  ['unreadable-yaml', 'a: [b,▸,◂ c]\n'],
  ['empty-policy', '# nothing\n'],
  ['empty-policy', ''],
  ['not-a-policy', '▸- a◂\n'],
  ['not-a-policy', '▸a text◂\n'],
  ['hidden-character', 'a: b▸\u0000◂c\n'],
  ['hidden-character', 'a: b▸\u202e◂c\n'],
  ['hidden-character', 'a: b▸\r◂c: d\r'],
];

describe('the traps of YAML', () => {
  for (const [code, marked] of TRAPS) {
    it(`${code}: ${JSON.stringify(marked)}`, () => {
      const text = marked.replace(/[▸◂]/g, '');
      const underlined = /▸(.*)◂/s.exec(marked)?.[1];
      const diagnostics = readYaml({ name: 'policy.yaml', text }).diagnostics;
      assert.deepEqual(
        diagnostics.map((diagnostic) => diagnostic.code),
        [code],
      );
      if (underlined !== undefined) assert.equal(underline(text, diagnostics[0]!), underlined);
    });
  }

  it('shows the first of two equal keys', () => {
    const [diagnostic] = readYaml({ name: 'policy.yaml', text: 'a: 1\nb: 2\na: 3\n' }).diagnostics;
    assert.deepEqual(
      diagnostic?.notes?.map(({ span }) => span),
      [{ start: 0, end: 1 }],
    );
  });

  it('tells every slip of a file once', () => {
    const text = 'a: "x" y\nb: &c d\ne: *f\ng: @h\ni: j: k\nl: m\n';
    assert.deepEqual(
      told(text).map(([code]) => code),
      ['starts-with-quote', 'yaml-anchor', 'yaml-alias', 'reserved-start', 'colon-in-sentence'],
    );
    assert.equal(dataOf(text)?.l, 'm');
  });

  it('keeps the keys after a colon in a text', () => {
    assert.deepEqual(dataOf('a: b: c\nd: e: f\ng: h\n'), { a: null, d: null, g: 'h' });
  });

  it('law: every safe fix removes its diagnostic and adds none', () => {
    let fixed = 0;
    for (const [code, marked] of TRAPS) {
      const text = marked.replace(/[▸◂]/g, '');
      for (const fix of readYaml({ name: 'policy.yaml', text }).diagnostics.flatMap(
        ({ fixes }) => fixes ?? [],
      )) {
        if (!fix.safe) continue;
        fixed++;
        const [edit] = fix.edits;
        const after = text.slice(0, edit!.span.start) + edit!.text + text.slice(edit!.span.end);
        assert.deepEqual(told(after), [], `${code}: ${after}`);
      }
    }
    assert.ok(fixed > 10);
  });
});

describe('the limits of a file', () => {
  it('accepts 20 levels and refuses 21', () => {
    assert.deepEqual(told(`a: ${'['.repeat(19)}${']'.repeat(19)}\n`), []);
    assert.deepEqual(told(`a: ${'['.repeat(20)}${']'.repeat(20)}\n`), [['nested-too-deep', '[']]);
  });

  it('refuses a file larger than 1 MiB, counted in bytes', () => {
    const filler = (size: number) => `a: ${'é'.repeat((size - 4) / 2)}\n`;
    assert.deepEqual(told(filler(FILE_LIMIT)), []);
    assert.equal(told(filler(FILE_LIMIT + 2))[0]?.[0], 'file-too-large');
  });

  for (const [name, piece] of [
    ['opening brackets', '['],
    ['opening braces', '{a: '],
    ['dashes', '- '],
    ['question marks', '? '],
    ['keys in keys', 'a: '],
    ['colons', ': '],
    ['quotes', '"'],
    ['commas', ','],
    ['anchors', '&a '],
    ['lines of one key', 'a: 1\n'],
    ['colons in texts', 'a: b c: d\n'],
    ['lines of slips', 'a: "b" c\n'],
    ['one long key', 'k'],
  ] as const) {
    it(`survives 40,000 ${name}`, () => {
      const text = piece.repeat(40_000).slice(0, FILE_LIMIT);
      assert.ok(told(text).length > 0);
    });
  }

  it('survives a colon in the text of each of 19 keys', () => {
    const text = Array.from({ length: 19 }, (_, index) => `k${index}: a: b\n`).join('');
    assert.equal(told(text).length, 19);
  });

  it('survives deeper and deeper lines', () => {
    const text = Array.from({ length: 1400 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
    assert.deepEqual(
      told(text).map(([code]) => code),
      ['nested-too-deep'],
    );
  });

  it('survives 10 MB of brackets', () => {
    assert.deepEqual(
      told('['.repeat(10_000_000)).map(([code]) => code),
      ['file-too-large'],
    );
  });
});

describe('readSource', () => {
  it('reads UTF-8 and keeps a byte order mark', () => {
    const { value, diagnostics } = readSource('a.yaml', new TextEncoder().encode('\ufeffa: é😀\r\n'));
    assert.deepEqual([value.text, diagnostics], ['\ufeffa: é😀\r\n', []]);
  });

  it('shows the first byte that is not UTF-8, with its line', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('a: é\nb: '), 0xe9, 0x0a, 0xff]);
    const { value, diagnostics } = readSource('a.yaml', bytes);
    assert.equal(diagnostics.length, 1);
    assert.equal(diagnostics[0]?.message, 'line 2 holds bytes that are not UTF-8 text');
    assert.equal(diagnostics[0]?.span.start, value.text.indexOf('\ufffd'));
  });

  it('accepts a replacement character that is written as such', () => {
    assert.deepEqual(readSource('a.yaml', new TextEncoder().encode('a: \ufffd')).diagnostics, []);
  });

  it('law: text survives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { value, diagnostics } = readSource('a', new TextEncoder().encode(text));
        assert.deepEqual([value.text, diagnostics], [text, []]);
      }),
    );
  });

  it('law: bytes of any kind give a text and at most one diagnostic, inside it', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const { value, diagnostics } = readSource('a', bytes);
        assert.ok(diagnostics.length <= 1);
        for (const { span } of diagnostics) assert.equal(value.text.slice(span.start, span.end), '\ufffd');
      }),
    );
  });
});

function told(text: string): [code: string, underlined: string][] {
  const { diagnostics } = readYaml({ name: 'policy.yaml', text });
  return diagnostics.map((diagnostic) => [diagnostic.code, underline(text, diagnostic)]);
}

function underline(text: string, { span }: Diagnostic): string {
  return text.slice(span.start, span.end);
}

/** The values of a file; null for what is missing or unreadable. */
function dataOf(text: string): Record<string, unknown> | null {
  const { root } = readYaml({ name: 'policy.yaml', text });
  return root === null ? null : (plain(root) as Record<string, unknown>);
}

function plain(value: Yaml): unknown {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([name, entry]) => [name, plain(entry.value)]));
    case 'nothing':
    case 'unreadable':
      return null;
  }
}
