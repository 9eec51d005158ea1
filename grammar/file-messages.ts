import type { Diagnostic } from './diagnostic.ts';
import { type At, make } from './yaml-messages.ts';

export function fileTooLarge({ limit, ...at }: At & { readonly limit: number }): Diagnostic {
  const message = `the file is larger than ${limit} bytes (1 MiB)`;
  const help = 'move long lists to files with `file: lists/name.csv`, or split the policy';
  return make('file-too-large', at, message, help);
}

export function notUtf8({ line, ...at }: At & { readonly line: number }): Diagnostic {
  return make(
    'not-utf8',
    at,
    `line ${line} holds bytes that are not UTF-8 text`,
    'save the file as plain text in UTF-8',
  );
}

export function hiddenCharacter({ code, ...at }: At & { readonly code: number }): Diagnostic {
  if (code === 13) {
    const message = 'a line ends with a carriage return alone';
    return make('hidden-character', at, message, 'save the file with the line ends LF or CR LF');
  }
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const message = `the character ${name} cannot be seen, and cannot stand in a policy file`;
  return make(
    'hidden-character',
    at,
    message,
    'remove it; a file full of such characters is not a text file',
  );
}

export function emptyPolicy(at: At): Diagnostic {
  return make(
    'empty-policy',
    at,
    'this file holds no policy',
    'begin with `policy: my-policy`, then write `rules:`',
  );
}

export function notAPolicy({ found, ...at }: At & { readonly found: string }): Diagnostic {
  const message = `expected keys such as \`policy:\` and \`rules:\`, found ${found}`;
  return make('not-a-policy', at, message, 'begin with `policy: my-policy`, then write `rules:`');
}
