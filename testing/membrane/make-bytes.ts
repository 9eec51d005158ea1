/** Binary data in the classes of this context. `type` is the name of one, or `Buffer`. */
export function makeBytes(type: string, bytes: Uint8Array<ArrayBuffer>): object {
  if (type === 'ArrayBuffer') return bytes.buffer;
  const made: unknown = Reflect.get(globalThis, type);
  if (typeof made !== 'function') return bytes;
  if (type !== 'Buffer') return Reflect.construct(made, [bytes.buffer]);
  const from: unknown = Reflect.get(made, 'from');
  return typeof from === 'function' ? Reflect.apply(from, made, [bytes.buffer]) : bytes;
}
