import type { Delivery } from '../contract.ts'
import type { Emission, Stage } from '../stage.ts'
import { audienceOf, type Hearing } from './audience.ts'
import { queueDelivery } from './deliver.ts'
import { envelopeOf, rateLimitNotice } from './envelope.ts'
import type { Outbox } from './outbox.ts'

const KEPT_DELIVERIES = 20_000

/** Holds the time and a serial number: no id repeats, also not after a restart with a restored world. */
function eventIdFor(stage: Stage, outbox: Outbox): string {
  outbox.serial += 1
  return `Ev${stage.clock.nowMs().toString(36)}${outbox.serial.toString(36).padStart(4, '0')}`.toUpperCase().replace('EV', 'Ev')
}

function keep(outbox: Outbox, delivery: Delivery): void {
  outbox.deliveries.push(delivery)
  if (outbox.deliveries.length > KEPT_DELIVERIES * 1.1) outbox.deliveries.splice(0, outbox.deliveries.length - KEPT_DELIVERIES)
}

function tellOfLoss(stage: Stage, outbox: Outbox, lost: Delivery, minute: number): void {
  const notice = rateLimitNotice(lost, minute)
  const isDropped = outbox.dropIf?.(notice) ?? false
  const delivery: Delivery = {
    ...lost,
    eventId: eventIdFor(stage, outbox),
    type: 'app_rate_limited',
    subtype: null,
    body: JSON.stringify(notice),
    state: isDropped ? 'dropped' : 'queued',
    attempts: [],
  }
  keep(outbox, delivery)
  if (!isDropped) queueDelivery(stage, outbox, delivery)
}

function enqueueFor(stage: Stage, outbox: Outbox, emission: Emission, hearing: Hearing): void {
  outbox.emitted += 1
  const { appId, teamId } = hearing.installation
  const eventId = eventIdFor(stage, outbox)
  const nowMs = stage.clock.nowMs()
  const delivery: Delivery = {
    eventId,
    appId,
    teamId,
    type: String(emission.event.type),
    subtype: typeof emission.event.subtype === 'string' ? emission.event.subtype : null,
    body: JSON.stringify(envelopeOf(stage, hearing, emission, eventId)),
    atMs: nowMs,
    state: 'queued',
    attempts: [],
  }
  const spent = outbox.health.isDisabled(appId)
    ? { fate: 'lost' as const, tellMinute: null }
    : outbox.budget.spend({ appId, teamId, nowMs })
  if (spent.fate === 'lost') {
    keep(outbox, { ...delivery, state: 'lost' })
    if (spent.tellMinute !== null) tellOfLoss(stage, outbox, delivery, spent.tellMinute)
    return
  }
  if (outbox.dropIf?.(emission.event) ?? false) {
    keep(outbox, { ...delivery, state: 'dropped' })
    return
  }
  const isDoubled = outbox.duplicateEvery > 0 && outbox.emitted % outbox.duplicateEvery === 0
  for (const one of isDoubled ? [delivery, { ...delivery, attempts: [] }] : [delivery]) {
    keep(outbox, one)
    queueDelivery(stage, outbox, one)
  }
}

/** Queues an event for everybody who should hear of it and returns at once. */
export function enqueue(stage: Stage, outbox: Outbox, emission: Emission): void {
  for (const hearing of audienceOf(stage, emission)) {
    const app = stage.state.apps.get(hearing.installation.appId)
    if (app?.eventsUrl || app?.socketMode) enqueueFor(stage, outbox, emission, hearing)
  }
}
