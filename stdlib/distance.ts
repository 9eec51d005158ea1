import type { Builtin } from './builtin.ts';
import { scalar } from './type.ts';

/**
 * The great-circle distance in kilometres between two places given in degrees, on a sphere of the Earth's mean radius
 * (within 0.6 % of the true distance); missing when a latitude is beyond ±90 or a longitude beyond ±180.
 */
export function distanceKm(
  latitude: unknown,
  longitude: unknown,
  otherLatitude: unknown,
  otherLongitude: unknown,
): number | undefined {
  const limits = [90, 180, 90, 180];
  const radians: number[] = [];
  for (const [index, degrees] of [latitude, longitude, otherLatitude, otherLongitude].entries()) {
    if (typeof degrees !== 'number' || !(Math.abs(degrees) <= (limits[index] ?? 0))) return undefined;
    radians.push((degrees * Math.PI) / 180);
  }
  const [a = 0, b = 0, c = 0, d = 0] = radians;
  const chord = Math.sin((c - a) / 2) ** 2 + Math.cos(a) * Math.cos(c) * Math.sin((d - b) / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** What sentences may call. */
export const distanceBuiltin: Builtin = {
  name: 'distanceKm',
  summary: 'The distance in kilometres between two places, each given by latitude and longitude in degrees.',
  subject: 'network',
  parameters: [
    { name: 'latitude', type: scalar('number') },
    { name: 'longitude', type: scalar('number') },
    { name: 'otherLatitude', type: scalar('number') },
    { name: 'otherLongitude', type: scalar('number') },
  ],
  returns: scalar('number'),
  examples: [
    ['distanceKm(52.52, 13.405, 52.52, 13.405)', 0],
    ['distanceKm(91, 0, 0, 0)', undefined],
  ],
  run: distanceKm,
};
