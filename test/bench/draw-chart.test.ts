import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Chart, drawChart } from '../../bench/draw-chart.ts';

type Points = Chart['series'][number]['points'];

function draw(points: Points, name = 'one'): string {
  return drawChart({ name: 'c', title: 'T', across: 'x', upwards: 'y', series: [{ name, points }] });
}

/** The places of the line, in whole pixels. */
function lineOf(points: Points): readonly (readonly number[])[] {
  const places = /polyline points="([^"]+)"/.exec(draw(points))?.[1] ?? '';
  return places.split(' ').map((place) => place.split(',').map((figure) => Math.round(Number(figure))));
}

describe('a chart', () => {
  it('says names that XML would read otherwise as they are', () => {
    assert.ok(draw([[1, 1]], 'a < b & c > d').includes('>a &lt; b &amp; c &gt; d</text>'));
  });

  it('is flat where the cost stays', () => {
    const heights = lineOf([
      [10, 5],
      [1000, 5],
    ]).map(([, y]) => y);
    assert.equal(heights[0], heights[1]);
  });

  it('rises to the right where the cost grows', () => {
    const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []] = lineOf([
      [10, 5],
      [1000, 500],
    ]);
    assert.ok(x1 < x2 && y1 > y2);
  });

  it('gives every tenfold the same room', () => {
    const [a = 0, b = 0, c = 0] = lineOf([
      [1, 1],
      [10, 1],
      [100, 1],
    ]).map(([x]) => x ?? 0);
    assert.equal(b - a, c - b);
  });

  it('says the powers of ten that hold all sizes and costs', () => {
    const text = draw([
      [20, 0.3],
      [5000, 4],
    ]);
    for (const tick of ['10', '10,000', '0.1']) assert.ok(text.includes(`>${tick}</text>`), tick);
    assert.ok(!text.includes('>100,000</text>'));
  });
});
