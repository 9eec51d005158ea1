import ipaddr from 'ipaddr.js';

declare const module: { exports: unknown };

/* The global `ip` of rules, and of the package `ip` what rules use for lists of networks. */
module.exports = Object.assign(
  (address: unknown) => ({
    in_range: (ranges: unknown) => [ranges].flat().some((range) => isWithin(address, range)),
  }),
  {
    cidrSubnet: (range: unknown) => ({ contains: (address: unknown) => isWithin(address, range) }),
    isV4Format: (address: unknown) => parsed(address)?.kind() === 'ipv4',
    isV6Format: (address: unknown) => parsed(address)?.kind() === 'ipv6',
    isEqual: (one: unknown, other: unknown) => isWithin(one, other),
  },
);

type Address = ReturnType<typeof ipaddr.process>;

/** What is no address, or no range, is within nothing. */
function isWithin(address: unknown, range: unknown): boolean {
  const found = parsed(address);
  const [base, bits, ...rest] = String(range).trim().split('/');
  const network = parsed(base);
  if (found === null || network === null || rest.length > 0 || found.kind() !== network.kind()) return false;
  const whole = network.kind() === 'ipv4' ? 32 : 128;
  const length = bits === undefined ? whole : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  return length >= 0 && length <= whole && found.match(network, length);
}

/** Four decimal numbers or IPv6; an IPv4 address in the clothes of IPv6 is taken for what it is. */
function parsed(address: unknown): Address | null {
  const text = String(address).trim();
  const isDecimal = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text);
  return (isDecimal || text.includes(':')) && ipaddr.isValid(text) ? ipaddr.process(text) : null;
}
