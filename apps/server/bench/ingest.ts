import { openDb } from '@backscroll/db'
import type { ChannelSeed, MessageSeed, WorkspaceSeed } from '@backscroll/fake-slack'
import { settled } from '../accept/settled.ts'
import { startBenchWorld } from './bench-world.ts'
import { randomFrom, zipfMessage } from './random-text.ts'

const TEAM = 'T0BENCH'
const CHANNELS = 20
const PER_CHANNEL = 500
/** Every tenth message begins a thread with two replies: 30 % of a channel stands in threads. */
const THREAD_EVERY = 10

/** 10,000 messages in 20 channels, from pressing Allow until every one of them can be searched, Slack without limits. */
export async function benchIngest() {
  await using world = await startBenchWorld(workspace())
  const db = openDb({ url: world.databaseUrl, poolSize: 2 })
  try {
    const startedMs = performance.now()
    await world.install(TEAM, 'U0OWNER')
    await settled(db, TEAM, 300_000)
    const seconds = (performance.now() - startedMs) / 1_000
    const messages = CHANNELS * PER_CHANNEL
    return { messages, seconds: Number(seconds.toFixed(2)), perSecond: Math.round(messages / seconds), peakRssMb: world.server.peakRssMb() }
  } finally {
    await db.close()
  }
}

function workspace(): WorkspaceSeed {
  const users = ['U0OWNER', 'U0ONE', 'U0TWO'].map((id) => ({
    id,
    name: id.toLowerCase(),
    realName: `Person ${id}`,
    isOwner: id === 'U0OWNER',
    isAdmin: id === 'U0OWNER',
  }))
  return { id: TEAM, domain: 'bench', name: 'Bench', users, channels: Array.from({ length: CHANNELS }, (_, index) => channel(index)) }
}

function channel(index: number): ChannelSeed {
  const random = randomFrom(index + 1)
  const startSeconds = Math.floor(Date.now() / 1_000) - 80 * 86_400
  const messages: MessageSeed[] = []
  let root: string | undefined
  for (let n = 0; n < PER_CHANNEL; n += 1) {
    const ts = `${startSeconds + n * 600}.${String(index).padStart(6, '0')}`
    const isReply = n % THREAD_EVERY === 1 || n % THREAD_EVERY === 2
    if (n % THREAD_EVERY === 0) root = ts
    messages.push({ ts, user: n % 2 ? 'U0ONE' : 'U0TWO', text: zipfMessage(random), ...(isReply && root ? { threadTs: root } : {}) })
  }
  return { id: `C0BENCH${index}`, name: `bench-${index}`, members: ['U0OWNER', 'U0ONE', 'U0TWO'], messages }
}
