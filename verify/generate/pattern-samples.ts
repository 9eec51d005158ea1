import fc from 'fast-check';
import { interleave } from './random.ts';

const MOST = 60;

/** Texts in which a pattern is found, and texts that nearly are such, the plainest first. `fits`: what may stand there. */
export function patternSamples(
  source: string,
  flags: string,
  fits: (text: string) => boolean,
): readonly string[] {
  const plain = plainText(source);
  const anchored = plain.flatMap((text) => [text, `ada${text}`, `${text}x`, `${text}.evil.test`, `x${text}`]);
  const samples = sampled(source, flags);
  const near = samples.flatMap((text) => [
    `${text}.evil.test`,
    `x${text}`,
    text.slice(0, -1),
    text.toUpperCase(),
  ]);
  // An author may not have known that a dot stands for any character.
  const disguised = plain.flatMap((text) =>
    [...text.matchAll(/\./g)].map(({ index }) => `ada${text.slice(0, index)}x${text.slice(index + 1)}`),
  );
  return [...new Set(interleave([samples, anchored, disguised, near], MOST))].filter(fits);
}

/** The alternatives of a pattern that are texts with nothing special in them but anchors and quoted characters. */
function plainText(source: string): readonly string[] {
  const bare = source.replace(/^\^/, '').replace(/\$$/, '');
  const group = /^(.*?)\((?:\?:)?([^()]*)\)(.*)$/.exec(bare);
  const [, before = '', inside = '', after = ''] = group ?? [];
  const texts = group === null ? bare.split('|') : inside.split('|').map((one) => before + one + after);
  return texts
    .map((text) =>
      text
        .replace(/\[(\^|\\)?(.)[^\]]*\][+*]?/g, (_, isNot, first) => (isNot === '^' ? 'a' : first))
        .replace(/(\\[wd]|\.)[+*]/g, '1')
        .replace(/\\(.)/g, '$1')
        .replace(/[+*?^$]/g, ''),
    )
    .filter((text) => text !== '');
}

function sampled(source: string, flags: string): readonly string[] {
  try {
    // The language's patterns are almost JavaScript's; the few that are not have no samples.
    const arbitrary = fc.stringMatching(new RegExp(source.replace(/^\(\?i\)/, ''), flags), {
      size: 'xsmall',
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: characters that nobody types are what is looked for.
    const isReadable = (text: string): boolean => !/[\u0000-\u001f\u007f]/.test(text) && text.length < 100;
    return fc.sample(arbitrary, { seed: 1, numRuns: 120 }).filter(isReadable);
  } catch {
    return [];
  }
}
