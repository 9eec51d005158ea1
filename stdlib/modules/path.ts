import path from 'path-browserify';

declare const module: { exports: unknown };

/* Paths are only texts here, of the one kind that there is. */
const posix = { ...path, toNamespacedPath: (text: string) => text };
module.exports = Object.assign(posix, { posix, win32: posix });
