import type { Delivery, DeliveryAttempt } from '../contract.ts'
import type { Outgoing } from '../socket/hub.ts'
import type { Stage } from '../stage.ts'
import type { StoredApp } from '../world/types.ts'
import type { Outbox } from './outbox.ts'
import { send } from './send.ts'
import { faultyRequest, signedHeaders } from './signing.ts'

const PARALLEL = 16
/** Real milliseconds that a reorder window waits for more events before it leaves incomplete. */
const WINDOW_MS = 25
const HOUR_MS = 3_600_000
/** Slack's retries: at once, after one minute, after five. */
const RETRY_AFTER_MS = [0, 60_000, 300_000]
/** With Delayed Events, every hour for a day after that. */
const DELAYED_RETRIES = 24
/** Without Delayed Events, what is later than this is given up. */
const TOO_LATE_MS = 2 * HOUR_MS

/** Lets the queue move again, in the next turn of the event loop. */
export function startPump(stage: Stage, outbox: Outbox): void {
  if (outbox.isPumping || outbox.isHeld || outbox.queue.length === 0) return
  outbox.isPumping = true
  const turn = () => {
    outbox.isPumping = false
    pump(stage, outbox)
  }
  if (outbox.windowSize > 1) setTimeout(turn, WINDOW_MS)
  else setImmediate(turn)
}

/** Puts a new delivery on its way, after the delay that the test asks for. */
export function queueDelivery(stage: Stage, outbox: Outbox, delivery: Delivery): void {
  sendAfter(stage, outbox, delivery, outbox.delayMs)
}

function requeue(stage: Stage, outbox: Outbox, delivery: Delivery): void {
  delivery.state = outbox.isHeld ? 'held' : 'queued'
  outbox.queue.push(delivery)
  startPump(stage, outbox)
}

function sendAfter(stage: Stage, outbox: Outbox, delivery: Delivery, afterMs: number): void {
  if (afterMs === 0) {
    requeue(stage, outbox, delivery)
    return
  }
  delivery.state = 'waiting'
  const { signal } = outbox.closing
  void stage.clock.wait(afterMs, signal).then(() => {
    if (!signal.aborted) requeue(stage, outbox, delivery)
  })
}

function takeNext(stage: Stage, outbox: Outbox): Delivery | undefined {
  const index = Math.floor(stage.mint.random() * Math.min(outbox.windowSize, outbox.queue.length))
  return outbox.windowSize > 1 ? outbox.queue.splice(index, 1)[0] : outbox.queue.shift()
}

function pump(stage: Stage, outbox: Outbox): void {
  while (!outbox.isHeld && outbox.inFlight < PARALLEL) {
    const delivery = takeNext(stage, outbox)
    if (!delivery) break
    outbox.inFlight += 1
    void deliver(stage, outbox, delivery).finally(() => {
      outbox.inFlight -= 1
      pump(stage, outbox)
    })
  }
  if (outbox.inFlight > 0 || (outbox.queue.length > 0 && !outbox.isHeld)) return
  for (const wake of outbox.idleWaiters.splice(0)) wake()
}

/** Milliseconds until the next attempt after so many retries, or null when there is none. */
function nextRetryMs(app: StoredApp, retries: number): number | null {
  if (retries < RETRY_AFTER_MS.length) return RETRY_AFTER_MS[retries] ?? 0
  return app.delayedEvents && retries < RETRY_AFTER_MS.length + DELAYED_RETRIES ? HOUR_MS : null
}

function isGivenUp(outbox: Outbox, app: StoredApp, delivery: Delivery, nowMs: number): boolean {
  return outbox.health.isDisabled(app.id) || (!app.delayedEvents && nowMs - delivery.atMs > TOO_LATE_MS)
}

async function deliver(stage: Stage, outbox: Outbox, delivery: Delivery): Promise<void> {
  const app = stage.state.apps.get(delivery.appId)
  const retry = delivery.attempts.length
  const nowMs = stage.clock.nowMs()
  if (!app?.eventsUrl && !app?.socketMode) {
    delivery.state = 'dropped'
    return
  }
  if (isGivenUp(outbox, app, delivery, nowMs)) {
    delivery.state = 'lost'
    return
  }
  const fault = outbox.signingFaults.shift()
  const plain = {
    headers: signedHeaders(app.signingSecret, delivery.body, { nowMs, contentType: 'application/json' }),
    body: delivery.body,
  }
  const request = fault ? faultyRequest(fault, { secret: app.signingSecret, body: delivery.body, nowMs }) : plain
  const lastReason = delivery.attempts.at(-1)?.reason
  if (lastReason) Object.assign(request.headers, { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': lastReason })
  const attempt: DeliveryAttempt = { atMs: nowMs, headers: request.headers, status: null, reason: null }
  delivery.attempts.push(attempt)
  const { signal } = outbox.closing
  const answer = app.socketMode
    ? await stage.sockets.deliver(app.id, envelopeFor(delivery), stage.clock)
    : await send(stage.clock, app.eventsUrl ?? '', request, signal)
  attempt.status = answer.status
  attempt.reason = answer.reason
  if (!signal.aborted) outbox.health.note(app.id, answer.reason === null ? 'delivered' : 'failed', nowMs)
  const nextMs = signal.aborted || answer.noRetry ? null : nextRetryMs(app, retry)
  if (answer.reason === null) delivery.state = 'delivered'
  else if (nextMs === null) delivery.state = 'failed'
  else sendAfter(stage, outbox, delivery, nextMs)
}

/** The payload is what an HTTP request would have had as its body. */
const envelopeFor = ({ body, attempts }: Delivery): Outgoing => ({
  type: 'events_api',
  payload: JSON.parse(body),
  retryAttempt: attempts.length - 1,
  retryReason: attempts.at(-2)?.reason ?? '',
})
