import type { FakeSlack, SeenRequest } from '@backscroll/fake-slack'

/** Something that the app sent to Slack, and who may come to see it. */
export interface Sent {
  teamId: string
  /** The one person who sees it; null for everybody in the channel. */
  onlyFor: string | null
  channelId: string
  /** Root of the thread that it belongs to; null for none. */
  threadTs: string | null
  /** The body without the place it goes to. */
  body: Record<string, unknown>
}

/** Everything that the app sends to Slack, as it is sent. */
export interface Wire extends Disposable {
  /** Everything since the last look, oldest first. */
  take(): Sent[]
}

interface Command {
  teamId: string
  userId: string
  channelId: string
}

const SAYS = /^(chat\.(post|update|startStream|appendStream|stopStream)|assistant\.threads\.|views\.|conversations\.canvases)/
const PLACES = new Set([
  'channel',
  'channel_id',
  'user',
  'user_id',
  'thread_ts',
  'ts',
  'recipient_user_id',
  'recipient_team_id',
  'team_id',
  'trigger_id',
])

/**
 * Listens to what leaves this process for the stand-in: calls of the Web API as the stand-in saw them, posts to response addresses as they were
 * sent. Whose address it is was learned from the command or the press that brought it.
 */
export function listenTo(slack: FakeSlack): Wire {
  const usual = globalThis.fetch
  const commands = new Map<string, Command>()
  const responses: Sent[] = []
  let known = slack.requests().length
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const text = textOf(init?.body)
    if (text.includes('response_url')) noteCommand(text, commands)
    const command = commands.get(url)
    if (command) responses.push(responseOf(command, JSON.parse(text) as Record<string, unknown>))
    return usual(input, init)
  }
  return {
    take() {
      const calls = slack.requests()
      const fresh = calls.slice(Math.min(known, calls.length))
      known = calls.length
      return [...fresh.flatMap((call) => sentBy(slack, call)), ...responses.splice(0)]
    },
    [Symbol.dispose]() {
      globalThis.fetch = usual
    },
  }
}

function noteCommand(body: string, commands: Map<string, Command>): void {
  const form = new URLSearchParams(body)
  const payload = form.get('payload')
  const fields = (payload ? JSON.parse(payload) : Object.fromEntries(form)) as Record<string, unknown>
  const idOf = (name: string) => textOf(fields[`${name}_id`] ?? (fields[name] as { id?: unknown } | undefined)?.id)
  const url = fields.response_url
  if (typeof url === 'string' && url !== '') commands.set(url, { teamId: idOf('team'), userId: idOf('user'), channelId: idOf('channel') })
}

const responseOf = ({ teamId, userId, channelId }: Command, body: Record<string, unknown>): Sent => ({
  teamId,
  channelId,
  threadTs: null,
  onlyFor: body.response_type === 'in_channel' ? null : userId,
  body,
})

function sentBy(slack: FakeSlack, { method, teamId, args }: SeenRequest): Sent[] {
  if (!SAYS.test(method)) return []
  const given = textOf(args.channel ?? args.channel_id)
  const user = textOf(args.user ?? args.user_id) || null
  // a message to a person goes to the conversation with them
  const person = /^[UW]/.test(given) ? given : null
  const onlyFor = method === 'chat.postEphemeral' || method.startsWith('views.') ? user : person
  const team = teamId ?? slack.world.channel(given)?.teamId ?? ''
  const body = Object.fromEntries(Object.entries(args).filter(([name]) => !PLACES.has(name)))
  return [{ teamId: team, onlyFor, channelId: given, threadTs: threadOf(slack, given, args), body: opened(body) }]
}

function threadOf({ world }: FakeSlack, channelId: string, { thread_ts: threadTs, ts }: Record<string, unknown>): string | null {
  if (typeof threadTs === 'string') return threadTs
  if (typeof ts !== 'string') return null
  return world.stream(channelId, ts)?.threadTs ?? world.message(channelId, ts)?.threadTs ?? null
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Arguments of the Web API may travel as JSON in a string. */
const opened = (body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, typeof value === 'string' && /^[[{]/.test(value) ? parsed(value) : value]),
  )

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
