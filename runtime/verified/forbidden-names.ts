/**
 * Names that records have without having got them: what they inherit, and what leads from a value to the function that
 * made it. Nothing is read by such a name as a plain member, since that would be a way out of the data.
 */
export const forbiddenNames: ReadonlySet<string> = new Set([
  'prototype',
  ...[Object, Array, Function, String, Number, Boolean].flatMap((owner) =>
    Object.getOwnPropertyNames(owner.prototype),
  ),
]);
