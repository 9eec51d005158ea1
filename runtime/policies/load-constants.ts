import { type CompiledPolicy, type Constant, packConstant, withMemory } from '../../stdlib/index.ts';
import type { Sandbox } from './sandbox.ts';

/** Data of a policy on its way into a sandbox. */
export interface ReadyConstant {
  /** The constant as JSON, without its memory if it has any. */
  readonly text: string;
  /** What sandboxes look at without a copy. */
  readonly memory: readonly SharedArrayBuffer[];
}

/** Makes the constants of a policy ready for sandboxes. Large ones are brought into shared memory once for all of them. */
export function readyConstants({ constants, functions }: CompiledPolicy): readonly ReadyConstant[] {
  // Where sentences go through whole lists, their texts are needed inside.
  const isWhole = functions.includes('setItems');
  return constants.map((constant) =>
    isWhole && constant.kind === 'set' ? asText(constant) : pack(constant),
  );
}

/** Hands constants to the policy that was added last. */
export function loadConstants(sandbox: Sandbox, constants: readonly ReadyConstant[]): void {
  const add = sandbox.bindShared('lintel.addConstant');
  for (const { text, memory } of constants) add(text, memory);
}

/** MiB of heap that constants need in a sandbox, of which `forText` for each MiB of JSON. */
export function memoryOf(constants: readonly ReadyConstant[], forText: number): number {
  let bytes = 0;
  for (const { text, memory } of constants) {
    bytes += text.length * forText;
    // Shared or not, every isolate counts it.
    for (const { byteLength } of memory) bytes += byteLength;
  }
  return bytes / 1024 / 1024;
}

/** By the constant itself: nobody changes one, and it goes when its policy goes. */
const PACKED = new WeakMap<Constant, ReadyConstant>();

function pack(constant: Constant): ReadyConstant {
  const before = PACKED.get(constant);
  if (before !== undefined) return before;
  const packed = packConstant(constant);
  if (packed === null) return asText(constant);
  const memory: SharedArrayBuffer[] = [];
  const facts = withMemory(packed, (part) => {
    const shared = new SharedArrayBuffer(part.byteLength);
    new Uint8Array(shared).set(new Uint8Array(part));
    memory.push(shared);
    return new ArrayBuffer(0);
  });
  const ready = { text: JSON.stringify(facts), memory };
  PACKED.set(constant, ready);
  return ready;
}

function asText(constant: Constant): ReadyConstant {
  return { text: JSON.stringify(constant), memory: [] };
}
