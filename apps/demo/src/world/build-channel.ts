import type { ChannelSeed, MessageSeed } from '@backscroll/fake-slack'
import { buildMessage } from './build-message.ts'
import type { Calendar } from './calendar.ts'
import { WorldFileError } from './errors.ts'
import { fillDates } from './fill-dates.ts'
import { linkTokens } from './link-tokens.ts'
import { placeMessages } from './place-messages.ts'
import type { SourceChannel, SourceMessage } from './source-types.ts'
import type { StaffMember } from './workspace-file.ts'

/** People and channels of the workspace that a channel belongs to. */
export interface Cast {
  staff: ReadonlyMap<string, StaffMember>
  /** Channel ids by name. */
  channels: ReadonlyMap<string, string>
}

/** A channel with what the seed cannot carry. */
export interface BuiltChannel {
  seed: ChannelSeed
  /** Messages that people wrote and then removed; a demo can post and delete them live. */
  removed: MessageSeed[]
  /** ts of labelled messages. */
  labels: Map<string, string>
}

function membersOf(channel: SourceChannel, cast: Cast): string[] {
  const everybody = [...cast.staff.values()].filter(({ role }) => role === undefined || role === 'owner' || role === 'admin')
  const handles = channel.members.flatMap((name) => (name === 'all' ? everybody.map(({ handle }) => handle) : [name.replace('+', '')]))
  return [...new Set(handles)].map((handle) => idOf(cast, handle, channel.file, 1))
}

function idOf(cast: Cast, handle: string, file: string, line: number): string {
  return memberOf(cast, handle, file, line).id
}

function memberOf(cast: Cast, handle: string, file: string, line: number): StaffMember {
  const member = cast.staff.get(handle)
  if (!member) throw new WorldFileError(file, line, `nobody is called ${handle}.`)
  return member
}

/**
 * Builds a channel of the stand-in Slack from its file.
 * @throws WorldFileError naming file and line of what does not fit.
 */
export function buildChannel(source: SourceChannel, cast: Cast, calendar: Calendar): BuiltChannel {
  const { file, id } = source
  const names = { userId: (handle: string) => cast.staff.get(handle)?.id, channelId: (name: string) => cast.channels.get(name) }
  const finish = (text: string, line: number) => {
    try {
      return linkTokens(fillDates(text, calendar), names)
    } catch (error) {
      throw error instanceof RangeError ? new WorldFileError(file, line, error.message) : error
    }
  }
  const times = placeMessages(source, calendar)
  const labels = new Map<string, string>()
  const build = (message: SourceMessage, index: number): MessageSeed => {
    const { line, root, author, flags } = message
    const ts = times[index] ?? ''
    if (flags.label && labels.has(flags.label)) throw new WorldFileError(file, line, `label ${flags.label} is used twice.`)
    if (flags.label) labels.set(flags.label, ts)
    const reactions = message.reactions.map(({ name, handles }) => ({ name, users: handles.map((one) => idOf(cast, one, file, line)) }))
    return buildMessage(message, {
      channelId: id,
      file,
      ts,
      threadTs: root === null ? undefined : times[root],
      author: memberOf(cast, author, file, line),
      text: finish(message.text, line),
      reactions,
    })
  }
  const built = source.messages.map((message, index) => ({ isRemoved: message.flags.kind === 'deleted', seed: build(message, index) }))
  const inOrder = built.toSorted((a, b) => (a.seed.ts < b.seed.ts ? -1 : 1))
  const seed: ChannelSeed = {
    id,
    name: source.name,
    isPrivate: source.isPrivate,
    isGeneral: source.isGeneral,
    topic: finish(source.topic, 1),
    purpose: source.purpose,
    creator: idOf(cast, source.creator, file, 1),
    members: membersOf(source, cast),
    messages: inOrder.flatMap((one) => (one.isRemoved ? [] : [one.seed])),
  }
  return { seed, removed: inOrder.flatMap((one) => (one.isRemoved ? [one.seed] : [])), labels }
}
