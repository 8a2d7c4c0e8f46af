import { createHash } from 'node:crypto'
import type { Delivery, LoggedEvent } from '../../accept/event-log.ts'

/** What a message is in the end. */
export interface Final {
  text: string
  userId: string
  threadTs: string | null
}

/** Deliveries as Slack could have sent them, and what must be kept when all have arrived, in whatever order. */
export interface GeneratedLog {
  deliveries: Delivery[]
  final: Map<string, Final>
}

const CHANNELS = ['C0LOGA', 'C0LOGB', 'C0LOGC']
const PEOPLE = ['U0LOG1', 'U0LOG2', 'U0LOG3', 'U0LOG4']
const WORDS = 'ship launch freeze billing rewrite harbour quasar lantern invoice staging deploy incident owner plan review'.split(' ')

/** Posts, replies, edits, deletions, late and repeated deliveries, all from one seed. */
export function generatedLog(count: number, seed: string): GeneratedLog {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const final = new Map<string, Final>()
  const live: { channel: string; ts: string; isRoot: boolean; user: string }[] = []
  const deliveries: Delivery[] = []
  for (let index = 0; deliveries.length < count; index += 1) {
    const ts = `${1_790_000_000 + index}.000100`
    const dice = random()
    const target = live.length > 0 ? pick(live) : undefined
    const words = () => `${pick(WORDS)} ${pick(WORDS)} ${pick(WORDS)} ${index}`
    let event: LoggedEvent
    if (!target || dice < 0.55) {
      const threadTs = target?.isRoot && dice < 0.2 ? target.ts : null
      const [channel, user, text] = [threadTs && target ? target.channel : pick(CHANNELS), pick(PEOPLE), words()]
      event = { type: 'message', channel, user, text, ts, event_ts: ts, ...(threadTs ? { thread_ts: threadTs } : {}) }
      live.push({ channel, ts, isRoot: threadTs === null, user })
      final.set(`${channel}:${ts}`, { text, userId: user, threadTs })
    } else if (dice < 0.85) {
      const known = final.get(`${target.channel}:${target.ts}`)
      const text = words()
      const thread = known?.threadTs ? { thread_ts: known.threadTs } : {}
      const message = { type: 'message', user: target.user, text, ts: target.ts, edited: { user: target.user, ts }, ...thread }
      event = { type: 'message', subtype: 'message_changed', hidden: true, channel: target.channel, ts, event_ts: ts, message }
      if (known) final.set(`${target.channel}:${target.ts}`, { ...known, text })
    } else {
      event = {
        type: 'message',
        subtype: 'message_deleted',
        hidden: true,
        channel: target.channel,
        ts,
        event_ts: ts,
        deleted_ts: target.ts,
      }
      live.splice(live.indexOf(target), 1)
      final.delete(`${target.channel}:${target.ts}`)
    }
    deliveries.push({ eventId: `EvGEN${index}`, event })
    if (random() < 0.1) deliveries.push({ eventId: `EvGEN${index}`, event })
  }
  return { deliveries: shuffledNearby(deliveries, random), final }
}

/** Slack promises no order: each delivery may come up to eight places late. */
function shuffledNearby(deliveries: readonly Delivery[], random: () => number): Delivery[] {
  return deliveries
    .map((delivery, index) => ({ delivery, place: index + random() * 8 }))
    .sort((a, b) => a.place - b.place)
    .map(({ delivery }) => delivery)
}

/** Numbers from 0 to 1 out of a seed, the same on every machine. */
function randomFrom(seed: string): () => number {
  let count = 0
  return () => createHash('sha256').update(`${seed}:${count++}`).digest().readUInt32LE(0) / 2 ** 32
}
