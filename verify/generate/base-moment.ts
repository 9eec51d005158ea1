/** A Wednesday noon (UTC): the moment that generated logins are around, since what they are depends on no clock. */
export const BASE_MOMENT: number = Date.parse('2026-11-25T12:00:00Z');
