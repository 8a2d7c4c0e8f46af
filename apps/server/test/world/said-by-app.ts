import type { FakeSlack, StoredMessage } from '@backscroll/fake-slack'
import { ACME } from './small-company.ts'

/** What the app wrote to a person in private, oldest first. */
export const toldInPrivate = (slack: FakeSlack, userId: string, team: string = ACME): StoredMessage[] =>
  slack.world
    .channels(team)
    .filter((channel) => channel.kind === 'im' && channel.members.includes(userId))
    .flatMap((channel) => slack.world.history(channel.id))
    .filter((message) => message.botId !== null)

/** What the app said in a channel outside of threads, oldest first. */
export const saidIn = (slack: FakeSlack, channelId: string): StoredMessage[] =>
  slack.world.history(channelId).filter((message) => message.botId !== null)
