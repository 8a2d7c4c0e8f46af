import type { Delivery, DeliveryAttempt, SigningFault } from '../contract.ts'
import type { Outgoing } from '../socket/hub.ts'
import type { Emission, Stage } from '../stage.ts'
import { audienceOf } from './audience.ts'
import { envelopeOf } from './envelope.ts'
import { send } from './send.ts'
import { faultyRequest, signedHeaders } from './signing.ts'

const KEPT_DELIVERIES = 20_000
const PARALLEL = 16
/** Real milliseconds that a reorder window waits for more events before it leaves incomplete. */
const WINDOW_MS = 25
/** Slack's retries: at once, after one minute, after five. */
const RETRY_AFTER_MS = [0, 60_000, 300_000]

/** The queue of events on their way out, with its switches. */
export interface Outbox {
  queue: Delivery[]
  deliveries: Delivery[]
  inFlight: number
  isHeld: boolean
  isPumping: boolean
  windowSize: number
  duplicateEvery: number
  /** Events since the last clearing, for `duplicateEvery`. */
  emitted: number
  /** Events ever. */
  serial: number
  dropIf: ((event: Record<string, unknown>) => boolean) | null
  signingFaults: SigningFault[]
  idleWaiters: (() => void)[]
  /** Ends everything that waits. */
  closing: AbortController
}

/** An empty outbox. */
export function createOutbox(): Outbox {
  return {
    queue: [],
    deliveries: [],
    inFlight: 0,
    isHeld: false,
    isPumping: false,
    windowSize: 1,
    duplicateEvery: 0,
    emitted: 0,
    serial: 0,
    dropIf: null,
    signingFaults: [],
    idleWaiters: [],
    closing: new AbortController(),
  }
}

/** Holds the time and a serial number: no id repeats, also not after a restart with a restored world. */
function eventIdFor(stage: Stage, outbox: Outbox): string {
  outbox.serial += 1
  return `Ev${stage.clock.nowMs().toString(36)}${outbox.serial.toString(36).padStart(4, '0')}`.toUpperCase().replace('EV', 'Ev')
}

/** Queues an event for everybody who should hear of it and returns at once. */
export function enqueue(stage: Stage, outbox: Outbox, emission: Emission): void {
  for (const installation of audienceOf(stage, emission)) {
    const app = stage.state.apps.get(installation.appId)
    if (!app?.eventsUrl && !app?.socketMode) continue
    outbox.emitted += 1
    const eventId = eventIdFor(stage, outbox)
    const isDropped = outbox.dropIf?.(emission.event) ?? false
    const delivery: Delivery = {
      eventId,
      appId: installation.appId,
      teamId: emission.teamId,
      type: String(emission.event.type),
      subtype: typeof emission.event.subtype === 'string' ? emission.event.subtype : null,
      body: JSON.stringify(envelopeOf(stage, installation, emission, eventId)),
      state: isDropped ? 'dropped' : outbox.isHeld ? 'held' : 'queued',
      attempts: [],
    }
    const isDoubled = !isDropped && outbox.duplicateEvery > 0 && outbox.emitted % outbox.duplicateEvery === 0
    for (const one of isDoubled ? [delivery, { ...delivery, attempts: [] }] : [delivery]) {
      outbox.deliveries.push(one)
      if (one.state !== 'dropped') outbox.queue.push(one)
    }
  }
  if (outbox.deliveries.length > KEPT_DELIVERIES * 1.1) outbox.deliveries.splice(0, outbox.deliveries.length - KEPT_DELIVERIES)
  startPump(stage, outbox)
}

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

async function deliver(stage: Stage, outbox: Outbox, delivery: Delivery): Promise<void> {
  const app = stage.state.apps.get(delivery.appId)
  const retry = delivery.attempts.length
  if (!app?.eventsUrl && !app?.socketMode) {
    delivery.state = 'dropped'
    return
  }
  const nowMs = stage.clock.nowMs()
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
  if (answer.reason === null) delivery.state = 'delivered'
  else if (signal.aborted || answer.noRetry || retry >= RETRY_AFTER_MS.length) delivery.state = 'failed'
  else retryLater(stage, outbox, delivery, RETRY_AFTER_MS[retry] ?? 0)
}

/** The payload is what an HTTP request would have had as its body. */
const envelopeFor = ({ body, attempts }: Delivery): Outgoing => ({
  type: 'events_api',
  payload: JSON.parse(body),
  retryAttempt: attempts.length - 1,
  retryReason: attempts.at(-2)?.reason ?? '',
})

function requeue(stage: Stage, outbox: Outbox, delivery: Delivery): void {
  delivery.state = outbox.isHeld ? 'held' : 'queued'
  outbox.queue.push(delivery)
  startPump(stage, outbox)
}

function retryLater(stage: Stage, outbox: Outbox, delivery: Delivery, afterMs: number): void {
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
