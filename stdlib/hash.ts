import type { Builtin, Written } from './builtin.ts';
import { scalar } from './type.ts';

/** The digest of a text's UTF-8 bytes as lower-case hexadecimal; missing for an algorithm other than `sha256`. */
export function hash(text: unknown, algorithm: unknown): string | undefined {
  return typeof text === 'string' && algorithm === 'sha256' ? sha256(utf8Bytes(text)) : undefined;
}

/** The UTF-8 bytes of a text; half a surrogate pair becomes U+FFFD, as everywhere else. */
export function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
    }
  }
  return bytes;
}

/** SHA-256 of FIPS 180-4, section 6.2, as lower-case hexadecimal. */
export function sha256(bytes: readonly number[]): string {
  const constants = sha256Constants();
  const state = Uint32Array.of(
    0x6a09e667,
    0xbb67ae85,
    0x3c6ef372,
    0xa54ff53a,
    0x510e527f,
    0x9b05688c,
    0x1f83d9ab,
    0x5be0cd19,
  );
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor((bytes.length * 8) / 2 ** 32));
  view.setUint32(padded.length - 4, bytes.length * 8);
  const schedule = new Uint32Array(64);
  const at = (list: Uint32Array, index: number): number => list[index] ?? 0;
  const turn = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));
  for (let block = 0; block < padded.length; block += 64) {
    for (let round = 0; round < 16; round++) schedule[round] = view.getUint32(block + round * 4);
    for (let round = 16; round < 64; round++) {
      const early = at(schedule, round - 15);
      const late = at(schedule, round - 2);
      const mixed = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      const other = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      schedule[round] = at(schedule, round - 16) + mixed + at(schedule, round - 7) + other;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let round = 0; round < 64; round++) {
      const choice = (e & f) ^ (~e & g);
      const one =
        h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + at(constants, round) + at(schedule, round);
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = at(state, index) + word;
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** The first 32 bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2). */
export function sha256Constants(): Uint32Array {
  sha256Constants.words ??= Uint32Array.of(
    ...(
      '428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 ' +
      'd807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174 ' +
      'e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da ' +
      '983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967 ' +
      '27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85 ' +
      'a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070 ' +
      '19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 ' +
      '748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2'
    )
      .split(' ')
      .map((word) => Number.parseInt(word, 16)),
  );
  return sha256Constants.words;
}
sha256Constants.words = undefined as Uint32Array | undefined;

/** What the builtins call. */
export const hashFunctions = [utf8Bytes, sha256, sha256Constants] as const;

const WRITTEN_ALGORITHM: Written = {
  expected: 'an algorithm',
  help: 'write `sha256`',
  accepts: (algorithm) => hash('', algorithm) !== undefined,
};

/** What sentences may call. */
export const hashBuiltins: readonly Builtin[] = [
  {
    name: 'hash',
    summary:
      'The SHA-256 digest of a text as hexadecimal; the algorithm is `sha256`, for others it is missing.',
    subject: 'text',
    parameters: [
      { name: 'text', type: scalar('text') },
      { name: 'algorithm', type: scalar('text'), written: WRITTEN_ALGORITHM },
    ],
    returns: scalar('text'),
    examples: [
      ['hash("abc", "sha256")', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
      ['hash("abc", "md5")', undefined],
    ],
    run: hash,
  },
];
