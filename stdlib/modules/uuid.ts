// The package looks for its random numbers in the global `crypto`, which is there only when the module is.
import 'crypto';
import * as uuid from 'uuid';

declare const module: { exports: unknown };

/* Until its version 7 the module itself made random identifiers; rules of that time still call it. */
module.exports = Object.assign((...parameters: unknown[]) => uuid.v4(...parameters), { ...uuid });
