import { pbkdf2, pbkdf2Sync } from 'crypto';

declare const module: { exports: unknown };

module.exports = { pbkdf2, pbkdf2Sync };
