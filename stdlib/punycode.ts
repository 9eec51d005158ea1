/**
 * The Punycode form (RFC 3492) of a text, without the `xn--` in front. Basic code points keep their case. Time grows
 * with the square of the number of different characters: callers pass labels of domains.
 */
export function punycode(text: string): string {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const basic = points.filter((point) => point < 0x80);
  let encoded = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '');
  let handled = basic.length;
  let least = 0x80;
  let delta = 0;
  let bias = 72;
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= least));
    delta += (next - least) * (handled + 1);
    for (const point of points) {
      if (point < next) delta++;
      if (point !== next) continue;
      encoded += punycodeInteger(delta, bias);
      bias = punycodeBias(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    least = next + 1;
  }
  return encoded;
}

/** A number in Punycode's digits of changing base, `a` to `z` and `0` to `9`. */
export function punycodeInteger(delta: number, bias: number): string {
  const digits = 'abcdefghijklmnopqrstuvwxyz0123456789';
  let encoded = '';
  let rest = delta;
  for (let position = 36; ; position += 36) {
    const threshold = Math.min(26, Math.max(1, position - bias));
    if (rest < threshold) return encoded + digits.charAt(rest);
    encoded += digits.charAt(threshold + ((rest - threshold) % (36 - threshold)));
    rest = Math.floor((rest - threshold) / (36 - threshold));
  }
}

/** RFC 3492, section 6.1: how the base of the digits adapts after each number. */
export function punycodeBias(delta: number, handled: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / handled);
  let bias = 0;
  for (; rest > 455; bias += 36) rest = Math.floor(rest / 35);
  return bias + Math.floor((36 * rest) / (rest + 38));
}
