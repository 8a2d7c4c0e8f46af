import type { EventControls } from '../contract.ts'
import type { Stage } from '../stage.ts'
import { startPump } from './deliver.ts'
import { enqueue } from './enqueue.ts'
import { freshSwitches, type Outbox } from './outbox.ts'

function isIdle(outbox: Outbox): boolean {
  return outbox.inFlight === 0 && (outbox.queue.length === 0 || outbox.isHeld)
}

/** The switches of an outbox. */
export function eventControls(stage: Stage, outbox: Outbox): EventControls {
  return {
    duplicateEvery: (n) => {
      outbox.duplicateEvery = n
    },
    reorderWithin: (n) => {
      outbox.windowSize = Math.max(1, n)
    },
    drop: (predicate) => {
      outbox.dropIf = predicate
    },
    delay: (ms) => {
      outbox.delayMs = ms
    },
    limitPerHour: (n) => outbox.budget.limitTo(n),
    disabledApps: () => outbox.health.disabledApps(),
    enable: (appId) => outbox.health.enable(appId),
    hold: () => {
      outbox.isHeld = true
      for (const delivery of outbox.queue) delivery.state = 'held'
    },
    release: () => {
      outbox.isHeld = false
      for (const delivery of outbox.queue) delivery.state = 'queued'
      startPump(stage, outbox)
    },
    signingFault: (kind, times = 1) => {
      outbox.signingFaults.push(...Array.from({ length: times }, () => kind))
    },
    emit(teamId, event) {
      const channelId = typeof event.channel === 'string' && stage.state.channels.has(event.channel) ? event.channel : null
      enqueue(stage, outbox, { teamId, channelId, event, toAll: true, onlyTeam: teamId })
    },
    deliveries: () => outbox.deliveries,
    idle: () => (isIdle(outbox) ? Promise.resolve() : new Promise((resolve) => outbox.idleWaiters.push(resolve))),
  }
}

/** Forgets every delivery and puts all switches back. */
export function clearOutbox(outbox: Outbox): void {
  outbox.closing.abort()
  outbox.queue.length = 0
  outbox.deliveries.length = 0
  outbox.signingFaults.length = 0
  Object.assign(outbox, freshSwitches())
}
