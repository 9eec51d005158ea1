/** True for an IPv4 or IPv6 address in the strict notation: no leading zeros, no zone, no missing parts. */
export function isIp(text: string): boolean {
  return bitsOf(text) !== null;
}

/** True for `address/length` whose address has no bit set beyond the length, so that the range is what it says. */
export function isNetwork(text: string): boolean {
  return splitNetwork(text)?.isWhole ?? false;
}

/** `203.0.113.7/24` → `203.0.113.0/24`: the network around an IPv4 address, null when the text cannot be read as one. */
export function wholeNetwork(text: string): string | null {
  const network = splitNetwork(text);
  if (network === null || network.bits.length !== 32) return null;
  const kept = network.bits.slice(0, network.length).padEnd(32, '0');
  const parts = [0, 8, 16, 24].map((at) => Number.parseInt(kept.slice(at, at + 8), 2));
  return `${parts.join('.')}/${network.length}`;
}

function splitNetwork(text: string) {
  const slash = text.indexOf('/');
  const bits = bitsOf(text.slice(0, slash));
  const prefix = text.slice(slash + 1);
  if (slash === -1 || bits === null || !/^(?:0|[1-9]\d{0,2})$/.test(prefix)) return null;
  const length = Number(prefix);
  if (length > bits.length) return null;
  return { bits, length, isWhole: !bits.slice(length).includes('1') };
}

/** The address as 32 or 128 binary digits. */
function bitsOf(text: string): string | null {
  return text.includes(':') ? bitsOfSix(text) : bitsOfFour(text);
}

function bitsOfFour(text: string): string | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return null;
  }
  return parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('');
}

function bitsOfSix(text: string): string | null {
  const [left = '', right, ...others] = text.split('::');
  if (others.length > 0) return null;
  if (right === undefined) {
    const whole = bitsOfGroups(left);
    return whole?.length === 128 ? whole : null;
  }
  const before = left === '' ? '' : bitsOfGroups(left);
  const after = right === '' ? '' : bitsOfGroups(right);
  // An address in dots can only be the end of the whole.
  if (before === null || after === null || left.includes('.')) return null;
  // `::` stands for at least one group of zeros.
  return before.length + after.length <= 112 ? before + after.padStart(128 - before.length, '0') : null;
}

function bitsOfGroups(text: string): string | null {
  const groups = text.split(':');
  let bits = '';
  for (const [index, group] of groups.entries()) {
    const inDots = index === groups.length - 1 && group.includes('.') ? bitsOfFour(group) : null;
    if (inDots === null && !/^[0-9a-f]{1,4}$/i.test(group)) return null;
    bits += inDots ?? Number.parseInt(group, 16).toString(2).padStart(16, '0');
  }
  return bits;
}
