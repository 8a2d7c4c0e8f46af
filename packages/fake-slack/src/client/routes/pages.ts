import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FakeSlack } from '../../contract.ts'
import { type Html, markupOf } from '../html.ts'
import { firstChannel, openChannel, openMessage, tellOpened } from '../open-page.ts'
import { choiceCookie, type Viewer, viewerOf } from '../viewer.ts'
import { deliveriesPage } from '../views/deliveries.ts'
import { homePage } from '../views/home.ts'
import { cannotOpenPage, unknownPage } from '../views/not-here.ts'

type Params = Readonly<Record<string, string>>

const send = (reply: FastifyReply, status: number, page: Html) =>
  reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(markupOf(page))

const queryText = (request: FastifyRequest, name: string): string | undefined => {
  const value = (request.query as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Adds the pages that people open. Each answers in the name of one person, or says plainly that it cannot. */
export const addPages = (scope: FastifyInstance, slack: FakeSlack): void => {
  const page = (path: string, render: (viewer: Viewer, request: FastifyRequest, params: Params) => Html | null) =>
    scope.get(path, async (request, reply) => {
      const params = request.params as Params
      const as = queryText(request, 'as')
      const viewer = viewerOf(slack, { domain: params.domain ?? '', as, cookie: request.headers.cookie })
      if (!viewer) return send(reply, 404, unknownPage())
      if (as && !request.headers['x-refresh']) reply.header('set-cookie', choiceCookie(viewer))
      const rendered = render(viewer, request, params)
      return rendered ? send(reply, 200, rendered) : send(reply, 404, cannotOpenPage(viewer, request.url.split('?')[0] ?? '/'))
    })

  scope.get('/', async (_request, reply) => send(reply, 200, homePage(slack)))
  // auth.test gives the address of a workspace with a slash at its end
  for (const path of ['/:domain', '/:domain/']) {
    page(path, (viewer) => {
      const channel = firstChannel(viewer)
      return channel ? openChannel(viewer, channel, {}) : null
    })
  }
  page('/:domain/archives/:channel', (viewer, request, { channel: channelId = '' }) => {
    const channel = slack.world.channel(channelId)
    if (!channel || !slack.world.canSee(channelId, viewer.user.id)) return null
    const [around, before, after, threadTs] = ['around', 'before', 'after', 'thread_ts'].map((name) => queryText(request, name))
    const tab = queryText(request, 'tab') === 'home' ? 'home' : 'messages'
    if (!request.headers['x-refresh']) tellOpened(viewer, channel, tab)
    return openChannel(viewer, channel, { around, before, after, threadTs, tab })
  })
  page('/:domain/archives/:channel/:p', (viewer, _request, { channel = '', p = '' }) => openMessage(viewer, channel, p))
  page('/:domain/_deliveries', deliveriesPage)
}
