/** Where time comes from. Tests own theirs. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number
}

/** The machine's clock. */
export const systemClock: Clock = { nowMs: () => Date.now() }
