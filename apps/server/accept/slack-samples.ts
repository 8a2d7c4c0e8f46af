import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openDb } from '@backscroll/db'
import { knock } from '../test/world/door.ts'
import { ACME, APP_ID, minutesAgo, smallCompany } from '../test/world/small-company.ts'
import { startWorld, type World } from '../test/world/start-world.ts'
import { filledSample, fillingOf } from './filled-sample.ts'
import { scratchPostgres } from './scratch.ts'
import { settled } from './settled.ts'

type Sample = { name: string; body: Record<string, unknown> }
type Counted = Record<string, number>

/** What is said comes first and what ends the installation last: after it nothing of the team is kept. */
const ORDER = [/^Message/, /^Reaction/, /^(?!Message|Reaction|AppUninstalled|TokensRevoked)/, /./]

/** Sends every published payload of Slack through the signed doors of a real server, and counts what became of each. */
export async function acceptSlackSamples(folder: string) {
  const logged: Record<string, unknown>[] = []
  await using postgres = await scratchPostgres()
  const logTo = (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>)
  await using world = await startWorld({ databaseUrl: postgres.url, workspaces: smallCompany(), logTo })
  await world.install(ACME, 'U0ADA')
  const db = openDb({ url: postgres.url, poolSize: 2 })
  try {
    await settled(db, ACME, 60_000)
    logged.length = 0
    const refused: Record<string, number> = {}
    const events = samplesIn(path.join(folder, 'events')).sort((a, b) => placeOf(a) - placeOf(b))
    const topLevel = events.filter(({ body }) => eventOf(body).type === 'app_rate_limited')
    const backend = samplesIn(path.join(folder, 'app-backend'))
    const commands = backend.filter(({ body }) => 'command' in body)
    const interactions = backend.filter((sample) => !commands.includes(sample))
    for (const sample of commands) note(refused, sample, await sendCommand(world, sample))
    for (const sample of interactions) note(refused, sample, await sendInteraction(world, sample))
    for (const [index, sample] of events.entries()) note(refused, sample, await sendEvent(world, sample, `EvSAMPLE${index}`))
    await drained(logged, events.length - topLevel.length)
    const counts = {
      sent: { events: events.length, commands: commands.length, interactions: interactions.length },
      applied: summed(logged, 'applied'),
      ignored: summed(logged, 'ignored'),
      rateLimitNotices: logged.filter(({ msg }) => String(msg).startsWith('Slack left deliveries out')).length,
      interactions: counted(logged.filter(({ msg }) => msg === 'interaction').map(({ type }) => String(type))),
      setAside: logged.reduce((sum, line) => sum + Number(line.msg === 'ingested' ? line.setAside : 0), 0),
    }
    const outcomes = total(counts.applied) + total(counts.ignored) + counts.rateLimitNotices
    const everythingCounted = outcomes === events.length && total(counts.interactions) === interactions.length
    const sent = total(counts.sent)
    return { ok: sent > 0 && total(refused) === 0 && counts.setAside === 0 && everythingCounted, samples: sent, refused, ...counts }
  } finally {
    await db.close()
  }
}

const placeOf = ({ name }: Sample): number => ORDER.findIndex((pattern) => pattern.test(name))

/** Every JSON file below a folder, filled; numbers of the envelope that are blank become times of now. */
function samplesIn(folder: string): Sample[] {
  const filling = fillingOf({ teamId: ACME, appId: APP_ID, channelId: 'C0GENERAL', userId: 'U0ADA', ts: minutesAgo(1) })
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const body = filledSample(JSON.parse(readFileSync(path.join(folder, file), 'utf8')), filling) as Record<string, unknown>
      return { name: path.basename(file, '.json'), body }
    })
}

const eventOf = (body: Record<string, unknown>): Record<string, unknown> => (body.event ?? {}) as Record<string, unknown>

/** A delivery as it is on the wire: `app_rate_limited` has no envelope there, everything else is an event callback. */
function sendEvent(world: World, { body }: Sample, eventId: string): Promise<Response> {
  const envelope = { ...body, type: 'event_callback', event_id: eventId, event_time: Math.floor(Date.now() / 1_000) }
  const event = eventOf(body)
  return knock(world, '/slack/events', { body: JSON.stringify(event.type === 'app_rate_limited' ? event : envelope) })
}

const sendCommand = (world: World, { body }: Sample): Promise<Response> =>
  knock(world, '/slack/commands', { body: new URLSearchParams(body as Record<string, string>).toString() })

const sendInteraction = (world: World, { body }: Sample): Promise<Response> =>
  knock(world, '/slack/interactions', { body: new URLSearchParams({ payload: JSON.stringify(body) }).toString() })

function note(refused: Counted, { name }: Sample, { status }: Response): void {
  if (status !== 200) refused[`${name}: ${status}`] = (refused[`${name}: ${status}`] ?? 0) + 1
}

/** Waits until the log says of so many deliveries what became of them. */
async function drained(logged: readonly Record<string, unknown>[], deliveries: number): Promise<void> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; ) {
    const seen = logged.reduce((sum, line) => sum + Number(line.msg === 'ingested' ? line.seen : 0), 0)
    if (seen >= deliveries) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('after 60 s not every delivery was looked at')
}

const summed = (logged: readonly Record<string, unknown>[], field: 'applied' | 'ignored'): Counted => {
  const sum: Counted = {}
  for (const line of logged.filter(({ msg }) => msg === 'ingested'))
    for (const [name, count] of Object.entries(line[field] as Counted)) sum[name] = (sum[name] ?? 0) + count
  return sum
}

const counted = (names: readonly string[]): Counted =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, same]) => [name, same.length]))

const total = (counts: Counted): number => Object.values(counts).reduce((sum, count) => sum + count, 0)
