import type { CoreEffect, CorePolicy } from '../compiler/index.ts';

/** The hosts that the look-ups, calls and notifications of a policy name, with the port where one is written. */
export function namedHosts({ sources, rules }: CorePolicy): readonly string[] {
  const urls = [
    ...sources.map(({ request }) => request.url),
    ...rules.flatMap(({ effects }) => effects.flatMap(urlOf)),
  ];
  return urls.flatMap(([start]) => (typeof start === 'string' ? hostAt(start) : []));
}

function urlOf(effect: CoreEffect): readonly (readonly unknown[])[] {
  return effect.kind === 'call' || effect.kind === 'notify' ? [effect.request.url] : [];
}

/** The checker has seen to it that the host stands in the text that a URL begins with. */
function hostAt(start: string): readonly string[] {
  return URL.canParse(start) ? [new URL(start).host] : [];
}
