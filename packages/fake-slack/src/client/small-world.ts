import { testClock } from '../clock.ts'
import type { AppSeed } from '../seeds.ts'
import { startFakeSlack } from '../start.ts'

const app: AppSeed = {
  id: 'A1',
  name: 'Backscroll',
  clientId: '1.1',
  clientSecret: 'secret',
  signingSecret: 'signing',
  botName: 'backscroll',
  scopes: ['chat:write', 'commands'],
  redirectUrls: [],
  homeUrl: 'http://127.0.0.1:9/',
  slashCommands: [{ command: '/ask', description: 'Ask a question', usageHint: '[question]' }],
}

/** Messages of the small world: a root and its reply in `C1`, one in the private `C2` that only `U1` is in. */
export const [ROOT, REPLY, SECRET] = ['1795000000.000100', '1795000060.000200', '1795000100.000300'] as const

const seed = () =>
  startFakeSlack({
    clock: testClock(Date.UTC(2026, 10, 20, 9)),
    apps: [app],
    workspaces: [
      {
        id: 'T1',
        domain: 'acme',
        name: 'Acme <Inc>',
        users: [
          { id: 'U1', name: 'ada', realName: 'Ada Byron' },
          { id: 'U2', name: 'bo', realName: 'Bo Stranger' },
        ],
        channels: [
          {
            id: 'C1',
            name: 'general',
            isGeneral: true,
            members: ['U1', 'U2'],
            messages: [
              { ts: ROOT, user: 'U1', text: 'We ship on &lt;b&gt;Friday&lt;/b&gt;' },
              { ts: REPLY, user: 'U2', threadTs: ROOT, text: 'Agreed, *Friday*' },
            ],
          },
          {
            id: 'C2',
            name: 'merger',
            isPrivate: true,
            members: ['U1'],
            messages: [{ ts: SECRET, user: 'U1', text: 'the deal closes on Monday' }],
          },
        ],
      },
      { id: 'T2', domain: 'other', name: 'Other', users: [{ id: 'U9', name: 'zoe', realName: 'Zoe Else' }], channels: [] },
    ],
  })

/** Starts a stand-in with two people and two channels for the tests of the client, which reach it over HTTP alone. */
export const smallWorld = async () => {
  const slack = await seed()
  return {
    slack,
    /** Opens a page. */
    open: async (path: string, init?: RequestInit) => {
      const response = await fetch(slack.url + path, init)
      return { status: response.status, headers: response.headers, text: await response.text() }
    },
    /** Does a deed, as `U1` in `C1` unless told otherwise. */
    act: async (verb: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
      const body = JSON.stringify({ as: 'U1', channel: 'C1', ...fields })
      const request = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }
      const response = await fetch(`${slack.url}/acme/_do/${verb}`, request)
      return { status: response.status, ...((await response.json()) as { ok: boolean; message: string; location?: string }) }
    },
    /** The path of a message's permalink. */
    permalink: (channelId: string, ts: string) => slack.world.permalink(channelId, ts).slice(slack.url.length),
    [Symbol.asyncDispose]: () => slack.close(),
  }
}
