declare const module: { exports: unknown };

/* At call time: whoever replaces a timer for a test replaces it here too. */
module.exports = {
  setTimeout: (...parameters: Parameters<typeof setTimeout>) => setTimeout(...parameters),
  setInterval: (...parameters: Parameters<typeof setInterval>) => setInterval(...parameters),
  setImmediate: (...parameters: Parameters<typeof setImmediate>) => setImmediate(...parameters),
  clearTimeout: (timer: never) => clearTimeout(timer),
  clearInterval: (timer: never) => clearInterval(timer),
  clearImmediate: (timer: never) => clearImmediate(timer),
  get promises() {
    return require('timers/promises');
  },
};

declare function require(name: string): unknown;
