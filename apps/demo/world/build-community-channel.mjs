// Makes community/ubuntu-help.jsonl.gz from the shared irc-chat data (CC-BY-4.0, see ATTRIBUTION.md).
// Usage: node apps/demo/world/build-community-channel.mjs [path to messages.jsonl.gz]
// The same input gives the same bytes. What is changed is listed in ATTRIBUTION.md; the counts stand in community/counts.json.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'

const root = new URL('../../../', import.meta.url)
const source = process.argv[2] ?? fileURLToPath(new URL('../shared/data/irc-chat/messages.jsonl.gz', root))
if (!existsSync(source)) {
  console.error(`No data at ${source}. Give the path to messages.jsonl.gz as the first argument.`)
  process.exit(1)
}

const DAY = 86_400
/** The stretches of chat are laid into this many days, which end two days before the demo's reference day. */
const WINDOW_DAYS = 88
const LAST_STRETCH_DAYS_AGO = 3
/** A conversation of fewer messages is not a thread. */
const THREAD_MIN = 3

/** Word beginnings that are not shown, one list per kind; base64 keeps them out of searches of this tree. */
const DROPPED = {
  'strong language': 'ZnVja3xmY2t8ZlwqfHNoaXR8YnVsbHNoaXR8Yml0Y2h8Y3VudHxhc3MkfGFzc2VzJHxhc3Nob2xlfGR1bWJhc3N8YXJzZSR8cGlzc3xnb2RkYW18Z29kIGRhbXxibG9vZHkkfHd0ZnxzdGZ1fGJhc3RhcmR8d2Fua3x0d2F0fGRhbW58d2hhdCB0aGUgaGVsbHxzY3JldyBtZXxzY3JldyB5b3U=',
  insults: 'aWRpb3R8bW9yb258cmV0YXJkfHN0dXBpZHxkdW1iJHxyYWNpc3Q=',
  'slurs and sexual content':
    'bmlnZ3xmYWd8dHJhbm55fGtpa2V8Y2hpbmskfHNwaWMkfGdheSR8aG9tbyR8d2hvcmV8c2x1dHxwb3JufG51ZGV8c2V4eXx1bmRlciAxOHxkYXRlZCBhfHBlbmlzfGJvb2J8dGl0cyR8cHVzc3k=',
}
const droppedWords = Object.entries(DROPPED).map(([kind, list]) => {
  const words = Buffer.from(list, 'base64').toString().split('|')
  const parts = words.map((word) => (word.endsWith('$') ? `${word.slice(0, -1)}\\b` : word))
  return { kind, pattern: new RegExp(`(?:^|[^a-z])(?:${parts.join('|')})`, 'i') }
})

const lines = gunzipSync(readFileSync(source)).toString('utf8').trimEnd().split('\n')
const chosen = lines
  .map((line) => JSON.parse(line))
  .filter(({ channel, split }) => channel === 'ubuntu' && (split === 'dev' || split === 'test'))
  .toSorted((a, b) => (a.ts < b.ts ? -1 : 1))

const counts = { chosen: chosen.length, dropped: {}, rootsReplaced: 0, kept: 0, threads: 0, users: 0 }
const kept = []
const droppedIds = new Set()
for (const message of chosen) {
  const reason = droppedWords.find(({ pattern }) => pattern.test(message.text))
  if (!reason) {
    kept.push({ ...message, text: message.text.replaceAll(/\p{Emoji_Presentation}|\uFE0F/gu, '').trim() })
    continue
  }
  counts.dropped[reason.kind] = (counts.dropped[reason.kind] ?? 0) + 1
  droppedIds.add(message.id)
}

const stretchOf = ({ id }) => id.slice(0, id.lastIndexOf('/'))
const stretches = [...new Set(kept.map(stretchOf))]
const users = [...new Set(kept.map(({ user }) => user))]
const bots = [...new Set(kept.filter(({ bot }) => bot).map(({ user }) => user))]
const sizes = new Map()
for (const { conv } of kept) sizes.set(conv, (sizes.get(conv) ?? 0) + 1)

/** Each stretch is moved by whole days, so the time of day and every gap inside of it stay as they were. */
const shifts = new Map(
  stretches.map((name, index) => {
    const first = Math.floor(Number(kept.find((message) => stretchOf(message) === name).ts) / DAY)
    const span = WINDOW_DAYS - LAST_STRETCH_DAYS_AGO
    return [name, Math.round((index * span) / (stretches.length - 1)) - first]
  }),
)

const rootRows = new Map()
const rows = kept.map((message, row) => {
  const stretch = stretchOf(message)
  const seconds = Math.floor(Number(message.ts)) + shifts.get(stretch) * DAY
  const packed = { k: stretches.indexOf(stretch), l: Number(message.id.slice(message.id.lastIndexOf('/') + 1)), s: seconds }
  packed.u = users.indexOf(message.user)
  packed.x = message.text
  if (sizes.get(message.conv) < THREAD_MIN) return packed
  const rootRow = rootRows.get(message.conv)
  if (rootRow !== undefined) return { ...packed, r: rootRow }
  rootRows.set(message.conv, row)
  if (droppedIds.has(message.conv)) counts.rootsReplaced += 1
  return packed
})

for (const [index, row] of rows.entries()) {
  const before = rows[index - 1]
  if (before && row.s < before.s) throw new Error(`Row ${index} is older than the one before it.`)
}
Object.assign(counts, { kept: rows.length, threads: rootRows.size, users: users.length })
const header = { windowDays: WINDOW_DAYS, stretches, users, bots }
const packed = gzipSync([header, ...rows].map((row) => JSON.stringify(row)).join('\n'), { level: 9 })
writeFileSync(new URL('community/ubuntu-help.jsonl.gz', import.meta.url), packed)
writeFileSync(new URL('community/counts.json', import.meta.url), `${JSON.stringify(counts, null, 2)}\n`)
console.log(`${rows.length} messages, ${packed.length} bytes`)
