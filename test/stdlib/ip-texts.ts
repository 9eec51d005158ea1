import fc from 'fast-check';

// Few different numbers, so that addresses and networks meet.
const byte = fc.oneof(fc.constantFrom(0, 1, 10, 127, 128, 255), fc.nat(255));
/** IPv4 addresses. */
export const four = fc.tuple(byte, byte, byte, byte).map((bytes) => bytes.join('.'));
const group = fc.oneof(fc.constantFrom(0, 1, 0x7fff, 0x8000, 0xffff), fc.nat(0xffff));
/** IPv6 addresses with all their groups. */
export const six = fc
  .array(group, { minLength: 8, maxLength: 8 })
  .map((groups) => groups.map((value) => value.toString(16)).join(':'));
