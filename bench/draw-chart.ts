/** A picture of costs: lines over a logarithmic scale of sizes. */
export interface Chart {
  /** The name of the file, without `.svg`. */
  readonly name: string;
  readonly title: string;
  readonly across: string;
  readonly upwards: string;
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  /** Sizes and costs above zero, the sizes rising. */
  readonly points: readonly (readonly [size: number, cost: number])[];
}

/** Draws a chart as SVG. Both scales are logarithmic: what grows with the size is a straight slope, what does not is flat. */
export function drawChart({ title, across, upwards, series }: Chart): string {
  const points = series.flatMap((one) => one.points);
  const top = 72 + series.length * KEY;
  const bottom = top + PLOT;
  const height = bottom + 52;
  const x = scaleOf(
    points.map(([size]) => size),
    [LEFT, WIDTH - RIGHT],
  );
  const y = scaleOf(
    points.map(([, cost]) => cost),
    [bottom, top],
  );
  const parts = [
    text(LEFT, 28, title, 'font-size="16" font-weight="600"'),
    text((LEFT + WIDTH - RIGHT) / 2, height - 10, across, 'text-anchor="middle"'),
    text(LEFT, top - 14, upwards, ''),
    ...y.ticks.map((tick) => gridLine(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick))),
    ...y.ticks.map((tick) => text(LEFT - 8, y.at(tick) + 4, shorten(tick), 'text-anchor="end"')),
    ...x.ticks.map((tick) => gridLine(x.at(tick), top, x.at(tick), bottom)),
    ...x.ticks.map((tick) => text(x.at(tick), bottom + 18, shorten(tick), 'text-anchor="middle"')),
    ...series.flatMap((one, index) => drawSeries(one, index, x, y)),
  ];
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#333">`;
  const name = `<title>${escapeText(title)}</title>`;
  const background = `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`;
  return `${[head, name, background, ...parts, '</svg>'].join('\n')}\n`;
}

/** The key stands between the title and the plot, a line for each series. */
const [WIDTH, LEFT, RIGHT, PLOT, KEY] = [760, 64, 32, 280, 18];
const COLOURS = ['#0b6bcb', '#c2410c', '#15803d', '#7e22ce', '#525252', '#be185d', '#0f766e', '#a16207'];

interface Scale {
  at(value: number): number;
  /** Powers of ten; together they hold all values. */
  readonly ticks: readonly number[];
}

function scaleOf(values: readonly number[], [from, to]: readonly [number, number]): Scale {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    at: (value) => round(from + ((Math.log10(value) - first) / (last - first)) * (to - from)),
    ticks: Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)),
  };
}

function drawSeries({ name, points }: Series, index: number, x: Scale, y: Scale): readonly string[] {
  const colour = COLOURS[index % COLOURS.length];
  const places = points.map(([size, cost]) => [x.at(size), y.at(cost)] as const);
  const line = places.map((place) => place.join(',')).join(' ');
  const key = 50 + index * KEY;
  return [
    `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`),
    `<circle cx="${LEFT + 4}" cy="${key - 4}" r="4" fill="${colour}"/>`,
    text(LEFT + 16, key, name, ''),
  ];
}

function gridLine(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#e5e5e5"/>`;
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x}" y="${y}"${attributes === '' ? '' : ` ${attributes}`}>${escapeText(content)}</text>`;
}

function escapeText(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function shorten(value: number): string {
  if (value >= 1) return value.toLocaleString('en');
  return String(Number(value.toPrecision(1)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
