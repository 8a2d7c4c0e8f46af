import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { aDatabase } from '@backscroll/testkit'
import { describe, expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { startServer } from './world/child-server.ts'
import { freePort } from './world/free-port.ts'
import { serverEnvironment } from './world/server-environment.ts'
import { shownInSlack } from './world/shown-in-slack.ts'
import { ACME, GLOBEX } from './world/small-company.ts'

describe('several processes over one database', () => {
  test('two workers share the work: each question is answered once, and each message is stored and indexed once', async () => {
    await using world = await aWorld({ verb: 'api', installedIn: [] })
    await using _one = await startServer('worker', world.env)
    await using _two = await startServer('worker', world.env)
    await world.install(ACME, 'U0ADA')
    await world.install(GLOBEX, 'U0ZOE')
    await world.settled(ACME)
    const [ada, bob] = [world.as('U0ADA'), world.as('U0BOB')]
    const before = ada.ephemerals('C0GENERAL').length
    world.slack.events.duplicateEvery(2)
    const mentions: string[] = []
    for (let index = 0; index < 40; index += 1) {
      const { ts } = bob.post('C0GENERAL', `note ${index} about the rewrite`)
      if (index % 3 === 0) bob.edit('C0GENERAL', ts, `note ${index} about the rewrite, edited`)
      if (index % 5 === 0) bob.remove('C0GENERAL', ts)
      world.as('U0ZOE').post('C0GLOBEX', `note ${index} of Globex`)
      if (index % 2 === 0)
        expect(await ada.slash('C0GENERAL', '/ask', `when do we ship the billing rewrite, attempt ${index}?`)).toEqual({ ok: true })
      if (index % 4 === 0) mentions.push(bob.post('C0GENERAL', `<@${world.botUser()}> when do we ship the billing rewrite?`).ts)
    }
    await world.settled(ACME)
    const shown = ada.ephemerals('C0GENERAL').slice(before)
    for (let index = 0; index < 40; index += 2)
      expect(shown.filter((message) => JSON.stringify(message.blocks ?? []).includes(`attempt ${index}?`))).toHaveLength(1)
    for (const ts of mentions) expect(world.repliesIn('C0GENERAL', ts)).toHaveLength(1)
    for (const team of [ACME, GLOBEX]) {
      const inSlack = [...shownInSlack(world.slack, team).keys()].sort()
      expect([...(await world.stored(team)).keys()].sort()).toEqual(inSlack)
      expect([...(await world.indexed(team))].sort()).toEqual(inSlack)
    }
  })

  test('four processes that start at once on an empty database all come up, serve, and end when asked', async () => {
    await using database = await aDatabase({ empty: true })
    const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-four-'))
    try {
      const ports = await Promise.all([freePort(), freePort(), freePort(), freePort()])
      const env = (port: number) => serverEnvironment({ databaseUrl: database.url, port, slackUrl: 'http://127.0.0.1:1', dataDir })
      const verbs = ['all', 'all', 'api', 'worker'] as const
      const servers = await Promise.all(verbs.map((verb, index) => startServer(verb, env(ports[index] ?? 0))))
      for (const port of ports.slice(0, 3)) expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
      expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0, 0, 0])
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  })
})
