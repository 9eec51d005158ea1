import assert from 'node:assert/strict';
import { it } from 'node:test';
import { analyse } from '../../../compiler/index.ts';
import { writtenTexts } from '../../../verify/generate/written-texts.ts';

it('writtenTexts finds what rules, conditions and the exemption name in quotes, as it is spelt', () => {
  const text = `policy: p
conditions: { staff: 'user.groups contains "Staff"' }
exempt: user.email is "Glass@example.com"
rules:
  - id: r
    when: user.groups contains "Contractors"
    unless: staff
    then: { deny: No. }
`;
  const { value } = analyse({ name: 'p.yaml', text });
  assert.deepEqual(
    [...writtenTexts(value === null ? [] : [value.core])],
    [
      ['contractors', 'Contractors'],
      ['staff', 'Staff'],
      ['glass@example.com', 'Glass@example.com'],
    ],
  );
});
