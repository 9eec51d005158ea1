declare const module: { exports: unknown };

module.exports = {
  setTimeout: (delay?: number, value?: unknown) =>
    new Promise((resolve) => {
      setTimeout(() => resolve(value), delay);
    }),
  setImmediate: (value?: unknown) =>
    new Promise((resolve) => {
      setImmediate(() => resolve(value));
    }),
};
