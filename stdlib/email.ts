import type { Builtin } from './builtin.ts';
import { foldAscii, foldEmail } from './fold.ts';
import { scalar } from './type.ts';

/** The part of an address after the last `@`, ASCII letters in lower case; missing unless something stands on both sides. */
export function emailDomain(address: unknown): string | undefined {
  const at = typeof address === 'string' ? address.lastIndexOf('@') : -1;
  if (typeof address !== 'string' || at < 1 || at === address.length - 1) return undefined;
  return foldAscii(address.slice(at + 1));
}

/** The part of an address before the last `@`, as it is written; missing unless something stands on both sides. */
export function emailLocalPart(address: unknown): string | undefined {
  const at = typeof address === 'string' ? address.lastIndexOf('@') : -1;
  return typeof address === 'string' && at > 0 && at < address.length - 1 ? address.slice(0, at) : undefined;
}

/**
 * Whether a text can be an e-mail address of the internet: one `@`, no quotes, spaces or comments before it, a domain of
 * at least two labels behind it, the lengths of RFC 5321.
 */
export function isEmail(text: unknown): boolean | undefined {
  if (typeof text !== 'string') return undefined;
  const [local = '', domain = '', ...more] = text.length <= 254 ? text.split('@') : [];
  if (more.length > 0 || local === '' || local.length > 64) return false;
  if (!/^[^\s\p{Cc}"(),:;<>[\\\].]+(\.[^\s\p{Cc}"(),:;<>[\\\].]+)*$/u.test(local)) return false;
  const labels = domain.split('.');
  return (
    labels.length > 1 &&
    labels.every(
      (label) => label.length <= 63 && /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u.test(label),
    )
  );
}

/** Whether two texts are one address to the language: no regard to case, nor to how the domain is written. */
export function sameEmail(address: unknown, other: unknown): boolean | undefined {
  const folded = foldEmail(address);
  const otherFolded = foldEmail(other);
  return folded === undefined || otherFolded === undefined ? undefined : folded === otherFolded;
}

const address = { name: 'address', type: scalar('email') } as const;

export const emailBuiltins: readonly Builtin[] = [
  {
    name: 'emailDomain',
    summary: 'The part of an address after the last `@`, in lower case; missing when there is none.',
    subject: 'e-mail',
    parameters: [address],
    returns: scalar('domain'),
    examples: [
      ['emailDomain("Ada@Example.com")', 'example.com'],
      ['emailDomain("eve@example.com@evil.test")', 'evil.test'],
      ['emailDomain("nobody")', undefined],
      ['emailDomain("@example.com")', undefined],
      ['emailDomain(missing)', undefined],
    ],
    run: emailDomain,
  },
  {
    name: 'emailLocalPart',
    summary: 'The part of an address before the last `@`, as it is written; missing when there is none.',
    subject: 'e-mail',
    parameters: [address],
    returns: scalar('text'),
    examples: [
      ['emailLocalPart("Ada@Example.com")', 'Ada'],
      ['emailLocalPart("@example.com")', undefined],
      ['emailLocalPart(missing)', undefined],
    ],
    run: emailLocalPart,
  },
  {
    name: 'isEmail',
    summary: 'Yes when the text can be an e-mail address, such as `ada@example.com`.',
    subject: 'e-mail',
    parameters: [{ name: 'text', type: scalar('text') }],
    returns: scalar('yes/no'),
    examples: [
      ['isEmail("ada.l+hr@example.com")', true],
      ['isEmail("ada@bücher.example")', true],
      ['isEmail("ada@localhost")', false],
      ['isEmail("ada@example.com, eve@example.com")', false],
      ['isEmail(missing)', undefined],
    ],
    run: isEmail,
  },
  {
    name: 'sameEmail',
    summary: 'Yes when two addresses are the same: without regard to case, nor to how the domain is written.',
    subject: 'e-mail',
    parameters: [address, { name: 'other', type: scalar('email') }],
    returns: scalar('yes/no'),
    examples: [
      ['sameEmail("Ada@Example.com", "ada@example.COM")', true],
      ['sameEmail("ada@bücher.example", "ada@xn--bcher-kva.example")', true],
      ['sameEmail("ada@example.com", "ada+hr@example.com")', false],
      ['sameEmail("ada@example.com", missing)', undefined],
    ],
    run: sameEmail,
  },
];
