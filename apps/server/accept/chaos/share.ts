import fc from 'fast-check'

const PARTS = 1_000_000

/** A number in [0, 1), every one as likely as another: drawn numbers usually crowd at the ends. */
export const share = fc.noBias(fc.integer({ min: 0, max: PARTS - 1 })).map((part) => part / PARTS)
