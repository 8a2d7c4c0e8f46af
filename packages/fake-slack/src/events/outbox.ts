import type { Delivery, SigningFault } from '../contract.ts'
import { type Budget, createBudget } from './budget.ts'
import { createHealth, type Health } from './health.ts'

/** The queue of events on their way out, with its switches. */
export interface Outbox {
  queue: Delivery[]
  deliveries: Delivery[]
  inFlight: number
  isHeld: boolean
  isPumping: boolean
  windowSize: number
  duplicateEvery: number
  /** Milliseconds of the clock between an event and its first attempt. */
  delayMs: number
  /** Events since the last clearing, for `duplicateEvery`. */
  emitted: number
  /** Events ever. */
  serial: number
  budget: Budget
  health: Health
  dropIf: ((event: Record<string, unknown>) => boolean) | null
  signingFaults: SigningFault[]
  idleWaiters: (() => void)[]
  /** Ends everything that waits. */
  closing: AbortController
}

/** What `clearOutbox` puts back: everything but the serial number and those who wait for idleness. */
export function freshSwitches() {
  return {
    isHeld: false,
    windowSize: 1,
    duplicateEvery: 0,
    delayMs: 0,
    emitted: 0,
    budget: createBudget(),
    health: createHealth(),
    dropIf: null,
    closing: new AbortController(),
  }
}

/** An empty outbox. */
export function createOutbox(): Outbox {
  const lists = { queue: [], deliveries: [], signingFaults: [], idleWaiters: [] }
  return { ...freshSwitches(), ...lists, inFlight: 0, isPumping: false, serial: 0 }
}
