import { z } from 'zod'
import type { FakeClock } from '../clock.ts'
import type { FakeSlack } from '../contract.ts'
import { SlackRefusal } from '../refusal.ts'
import { ACT_BODY, actAs } from './acts.ts'
import { happen } from './platform-acts.ts'
import { APP_PATCH, FAULT, WORKSPACE } from './seed-schema.ts'
import { verifyEventsUrl } from './verify-url.ts'

type Verb = (body: unknown) => unknown

const count = z.object({ n: z.int().nonnegative() })
/** Runs a deed that has no answer. */
const done = (deed: () => unknown): object => {
  deed()
  return {}
}

async function updateApp(slack: FakeSlack, body: unknown): Promise<object> {
  const { id, patch } = z.object({ id: z.string(), patch: APP_PATCH }).parse(body)
  const secret = patch.signingSecret ?? slack.world.app(id)?.signingSecret ?? ''
  if (patch.eventsUrl) await verifyEventsUrl(slack.clock, patch.eventsUrl, secret)
  slack.updateApp(id, patch as Parameters<FakeSlack['updateApp']>[1])
  return {}
}

async function advance(clock: FakeClock, body: unknown): Promise<object> {
  const { ms } = z.object({ ms: z.int().nonnegative() }).parse(body)
  if (!('advance' in clock) || typeof clock.advance !== 'function') throw new SlackRefusal('clock_is_real')
  await (clock.advance as (ms: number) => Promise<void>)(ms)
  return { nowMs: clock.nowMs() }
}

const DROP = z.object({ type: z.string().nullable(), subtype: z.string().optional() })
const INSTALL = z.object({ app: z.string(), team: z.string(), installer: z.string() })
const UNINSTALL = z.object({ app: z.string(), team: z.string(), order: z.enum(['uninstalled-first', 'revoked-first']).optional() })
const SIGNING = z.object({
  kind: z.enum(['wrong-secret', 'old', 'future', 'missing-header', 'text-plain', 'empty-body']),
  times: z.int().positive().optional(),
})

function eventVerbs({ events }: FakeSlack): Record<string, Verb> {
  return {
    'events/duplicate': (body) => done(() => events.duplicateEvery(count.parse(body).n)),
    'events/reorder': (body) => done(() => events.reorderWithin(count.parse(body).n)),
    'events/delay': (body) => done(() => events.delay(z.object({ ms: z.int().nonnegative() }).parse(body).ms)),
    'events/limit': (body) => done(() => events.limitPerHour(z.object({ perHour: z.int().nonnegative().nullable() }).parse(body).perHour)),
    'events/disabled': () => ({ apps: events.disabledApps() }),
    'events/enable': (body) => done(() => events.enable(z.object({ app: z.string() }).parse(body).app)),
    'events/hold': () => done(() => events.hold()),
    'events/release': () => done(() => events.release()),
    'events/drop': (body) => {
      const { type, subtype } = DROP.parse(body)
      events.drop(type === null ? null : (event) => event.type === type && (subtype === undefined || event.subtype === subtype))
      return {}
    },
    'events/signing-fault': (body) => {
      const { kind, times } = SIGNING.parse(body)
      events.signingFault(kind, times)
      return {}
    },
    'events/emit': (body) => {
      const { team, event } = z.object({ team: z.string(), event: z.record(z.string(), z.unknown()) }).parse(body)
      events.emit(team, event)
      return {}
    },
    'events/deliveries': () => ({ deliveries: events.deliveries() }),
    'events/idle': async () => {
      await events.idle()
      return {}
    },
  }
}

/** What an app shows in a thread beside its messages. */
function threadSurfaces({ world }: FakeSlack, body: unknown): object {
  const { channel, threadTs } = z.object({ channel: z.string(), threadTs: z.string() }).parse(body)
  const status = world.threadStatus(channel, threadTs)
  return { status, title: world.threadTitle(channel, threadTs), prompts: world.prompts(channel, threadTs) }
}

/** The verbs of the control API by their path below `/_control/`. Each does what its twin in FakeSlack does. */
export function controlVerbs(slack: FakeSlack): Record<string, Verb> {
  return {
    ...eventVerbs(slack),
    seed: (body) => done(() => slack.seed(WORKSPACE.parse(body) as Parameters<FakeSlack['seed']>[0])),
    snapshot: () => ({ snapshot: slack.snapshot() }),
    restore: (body) => done(() => slack.restore(z.object({ snapshot: z.string() }).parse(body).snapshot)),
    reset: () => done(() => slack.reset()),
    clock: () => ({ nowMs: slack.clock.nowMs() }),
    'clock/advance': (body) => advance(slack.clock, body),
    act: (body) => actAs(slack, ACT_BODY.parse(body)),
    happen: (body) => happen(slack, body),
    app: (body) => updateApp(slack, body),
    install: (body) => {
      const { app, team, installer } = INSTALL.parse(body)
      return slack.installDirectly(app, team, installer)
    },
    uninstall: async (body) => {
      const { app, team, order } = UNINSTALL.parse(body)
      await slack.uninstall(team, app, order)
      return {}
    },
    faults: (body) => done(() => slack.faults.add(FAULT.parse(body) as Parameters<FakeSlack['faults']['add']>[0])),
    'faults/clear': () => done(() => slack.faults.clear()),
    'limits/multiply': (body) => done(() => slack.limits.multiply(z.object({ factor: z.number().positive() }).parse(body).factor)),
    'limits/off': () => done(() => slack.limits.switchOff()),
    'limits/on': () => done(() => slack.limits.switchOn()),
    streams: (body) => ({ streams: slack.world.streams(z.object({ channel: z.string() }).parse(body).channel) }),
    thread: (body) => threadSurfaces(slack, body),
    home: (body) => {
      const { app, user } = z.object({ app: z.string(), user: z.string() }).parse(body)
      return { view: slack.world.home(app, user) ?? null }
    },
    requests: () => ({ requests: slack.requests() }),
  }
}
