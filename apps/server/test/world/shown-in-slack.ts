import type { FakeSlack } from '@backscroll/fake-slack'
import { APP_ID } from './small-company.ts'

const SAID = new Set([null, 'bot_message', 'me_message', 'file_share', 'thread_broadcast'])

/** What people see in a workspace's channels, by `channel:ts`: everything said, no notices, nothing of the app itself. */
export function shownInSlack(slack: FakeSlack, team: string): Map<string, { text: string; threadTs: string | null }> {
  const shown = new Map<string, { text: string; threadTs: string | null }>()
  for (const channel of slack.world.channels(team).filter(({ kind }) => kind === 'channel')) {
    const top = slack.world.history(channel.id)
    const all = top.flatMap((message) => [message, ...slack.world.thread(channel.id, message.threadTs ?? message.ts)])
    for (const message of all) {
      if (!SAID.has(message.subtype) || message.appId === APP_ID) continue
      shown.set(`${channel.id}:${message.ts}`, { text: message.text, threadTs: message.threadTs })
    }
  }
  return shown
}
