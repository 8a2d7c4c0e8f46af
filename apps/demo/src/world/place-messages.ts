import { createHash } from 'node:crypto'
import type { Calendar } from './calendar.ts'
import { WorldFileError } from './errors.ts'
import type { SourceChannel, SourceMessage } from './source-types.ts'

/** More in one minute would not leave room for seconds that look written by people. */
const MAX_PER_MINUTE = 6

const digestOf = (text: string) => createHash('sha256').update(text).digest().readUInt32BE(0)

/**
 * Gives each message of a channel its `ts`. Files hold minutes; seconds and fraction come from a hash, so they are stable.
 * @returns one ts per message, in file order, unique in the channel; order by time equals order by ts.
 * @throws WorldFileError when a message is not in the past or a reply is older than its root.
 */
export function placeMessages(channel: SourceChannel, calendar: Calendar): string[] {
  const minuteOf = (one: SourceMessage) => calendar.dayMs(one.day) / 60_000 + one.minute
  const groups = new Map<number, number[]>()
  for (const [index, message] of channel.messages.entries()) {
    const { line, root, day } = message
    const problem = (text: string) => new WorldFileError(channel.file, line, text)
    if (day >= 0) throw problem('the day must be before the reference day.')
    const rootMessage = root === null ? undefined : channel.messages[root]
    if (rootMessage && minuteOf(rootMessage) > minuteOf(message)) throw problem('the reply is older than its root.')
    const group = groups.get(minuteOf(message)) ?? []
    if (group.length === MAX_PER_MINUTE) throw problem('too many messages in this minute.')
    groups.set(minuteOf(message), [...group, index])
  }
  const placed: string[] = Array.from(channel.messages, () => '')
  for (const [minute, group] of groups) {
    for (const [rank, index] of group.entries()) {
      const digest = digestOf(`${channel.id}/${index}`)
      const jitter = (digest % 1000) / 1250
      const second = minute * 60 + Math.floor(((rank + jitter) * 60) / group.length)
      placed[index] = `${second}.${String(digest % 1_000_000).padStart(6, '0')}`
    }
  }
  return placed
}
