import type { FastifyInstance, FastifyReply } from 'fastify'
import type { FakeSlack } from '../../contract.ts'
import { nameOf } from '../names.ts'
import { commandsOf } from '../slash.ts'
import { type Viewer, viewerOf } from '../viewer.ts'

const SETTLE_MS = 40
const BEAT_MS = 20_000

/** Sends one `change` per burst of changes. It says that something changed, never what: the page is asked for again. */
const follow = ({ slack, workspace }: Viewer, reply: FastifyReply, open: Set<() => void>): void => {
  const { raw } = reply.hijack()
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  raw.write('retry: 1000\n\n')
  let pending: NodeJS.Timeout | undefined
  const stop = slack.world.onChange(({ teamId, kind }) => {
    if (kind === 'read' || (teamId !== workspace.id && kind !== 'reset')) return
    pending ??= setTimeout(() => {
      pending = undefined
      raw.write('event: change\ndata: 1\n\n')
    }, SETTLE_MS).unref()
  })
  const beat = setInterval(() => raw.write(': still here\n\n'), BEAT_MS).unref()
  const end = () => raw.end()
  open.add(end)
  raw.on('close', () => {
    stop()
    clearInterval(beat)
    clearTimeout(pending)
    open.delete(end)
  })
}

const choices = (viewer: Viewer) => {
  const { slack, workspace, user } = viewer
  const people = slack.world.users(workspace.id).filter(({ deleted }) => !deleted)
  const channels = slack
    .as(workspace.id, user.id)
    .channels()
    .filter(({ kind }) => kind === 'channel')
  return [
    ...commandsOf(viewer).map(({ command, description }) => ({ insert: command, label: command, hint: description })),
    ...people.map((person) => ({ insert: `@${person.name}`, label: nameOf(person), hint: nameOf(person) })),
    ...['here', 'channel', 'everyone'].map((name) => ({ insert: `@${name}`, label: name, hint: 'notify everybody' })),
    ...channels.map(({ name, isPrivate }) => ({ insert: `#${name}`, label: name, hint: isPrivate ? 'private' : '' })),
  ]
}

/** Adds what the browser script asks for: the stream of changes, and the names to complete. */
export const addLive = (scope: FastifyInstance, slack: FakeSlack): void => {
  const open = new Set<() => void>()
  scope.addHook('preClose', async () => {
    for (const end of open) end()
  })
  const answer = (path: string, reply: (viewer: Viewer, reply: FastifyReply) => unknown) =>
    scope.get<{ Params: { domain: string }; Querystring: { as?: string } }>(path, async ({ params, query }, fastifyReply) => {
      const viewer = viewerOf(slack, { domain: params.domain, as: query.as })
      return viewer ? reply(viewer, fastifyReply) : fastifyReply.code(404).send({ ok: false })
    })
  answer('/:domain/_stream', (viewer, reply) => follow(viewer, reply, open))
  answer('/:domain/_names', choices)
}
