import { Buffer } from 'buffer';

/** One field of a `multipart/form-data` body. */
export interface Part {
  readonly name: string;
  readonly value: string | Uint8Array;
  readonly fileName?: string | undefined;
  readonly type?: string | undefined;
}

/** A body of parts, and the `content-type` that goes with it. */
export function encodeMultipart(parts: readonly Part[]): { readonly body: Buffer; readonly type: string } {
  const boundary = `----------------------------${String(Math.random()).slice(2)}${String(Math.random()).slice(2)}`;
  const chunks = parts.flatMap(({ name, value, fileName, type }) => {
    const file = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`;
    const kind = type ?? (fileName === undefined ? undefined : 'application/octet-stream');
    const head = [
      `--${boundary}`,
      `Content-Disposition: form-data; name="${quoted(name)}"${file}`,
      ...(kind === undefined ? [] : [`Content-Type: ${kind.replace(/[\r\n]/g, ' ')}`]),
      '',
      '',
    ];
    return [Buffer.from(head.join('\r\n')), Buffer.from(value), Buffer.from('\r\n')];
  });
  return {
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

function quoted(text: string): string {
  return text.replace(/[\r\n"]/g, (sign) => encodeURIComponent(sign));
}
