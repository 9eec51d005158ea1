import ivm from 'isolated-vm';

/** JavaScript by hand in an isolate of its own: a text goes in, a text comes out, in one crossing. */
export interface ByHandIsolate {
  call(text: string): string;
  /** The same with a time limit of a second. */
  callInTime(text: string): string;
  /** The same in a context that was opened for this call alone, so that nothing of it is seen by the next. */
  callAfresh(text: string): string;
  dispose(): void;
}

/** `source` is a script whose last value is a function from text to text. */
export function openByHand(source: string): ByHandIsolate {
  const isolate = new ivm.Isolate({ memoryLimit: 128 });
  const script = isolate.compileScriptSync(source);
  const inside = script.runSync(isolate.createContextSync(), { reference: true });
  return {
    call: (text) => String(inside.applySync(undefined, [text])),
    callInTime: (text) => String(inside.applySync(undefined, [text], { timeout: 1000 })),
    callAfresh(text) {
      const context = isolate.createContextSync();
      const entry = script.runSync(context, { reference: true });
      const answer = String(entry.applySync(undefined, [text], { timeout: 1000 }));
      entry.release();
      context.release();
      return answer;
    },
    dispose: () => isolate.dispose(),
  };
}
