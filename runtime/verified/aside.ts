/** Thrown where a login has to be looked at in another way. */
export const ASIDE: unique symbol = Symbol('this login is looked at in another way');
