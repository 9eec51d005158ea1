import { cipherOperations } from './cipher-operations.ts';
import { derivationOperations } from './derivation-operations.ts';
import { hashOperations } from './hash-operations.ts';
import { keyOperations } from './key-operations.ts';
import { openPayload, type Payload } from './payload.ts';
import { signatureOperations } from './signature-operations.ts';
import { urlOperations } from './url-operations.ts';

export type Computed =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly error: { readonly name: string; readonly message: string; readonly code: string };
    };

/**
 * Computes for the modules of the library what they cannot compute inside: cryptography, and addresses as Node reads
 * them. Operations, payloads and values are those of the files beside this one: plain data, binary data in base64.
 * Never throws. What one operation may cost is bounded (to about half a second at the very most), whatever the
 * payload, for it holds up every tenant of the process.
 */
export function compute(operation: string, payload: unknown): Computed {
  const run = operations.get(operation);
  if (run === undefined)
    return failed('TypeError', `there is no operation ${quoted(operation)}`, 'ERR_INVALID_ARG_VALUE');
  try {
    return { ok: true, value: run(openPayload(payload)) };
  } catch (error) {
    if (!(error instanceof Error)) return failed('Error', 'the operation failed', 'ERR_OPERATION_FAILED');
    const code = 'code' in error && typeof error.code === 'string' ? error.code : 'ERR_OPERATION_FAILED';
    return failed(error.name, error.message.slice(0, 300), code);
  }
}

type Operation = (payload: Payload) => unknown;

const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ...Object.entries(hashOperations),
  ...Object.entries(derivationOperations),
  ...Object.entries(cipherOperations),
  ...Object.entries(keyOperations),
  ...Object.entries(signatureOperations),
  ...Object.entries(urlOperations),
]);

function failed(name: string, message: string, code: string): Computed {
  return { ok: false, error: { name, message, code } };
}

function quoted(text: string): string {
  return `\`${text.slice(0, 50)}\``;
}
