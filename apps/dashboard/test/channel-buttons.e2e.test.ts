import type { ChannelDetail, ChannelList, ErasureRow } from '@backscroll/contracts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../../demo/test/find-chromium.ts'
import { openBrowser, visit } from '../../demo/test/open-browser.ts'
import { company, session } from './company.ts'
import { expectStateFits } from './fits-everybody.ts'
import { governed } from './governed.ts'
import { type Answers, startStandInApi } from './stand-in-api.ts'
import { erasureRows } from './taken-out.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser(findChromium(process.env))
}, 600_000)
afterAll(() => browser?.close())

/** A server in which each button changes the channel, as the real one does. */
function channelThatChanges(begin: Partial<ChannelDetail>): { answers: Answers } {
  let channel = { ...(company.getChannel as ChannelDetail), ...begin }
  let erasure: ErasureRow | undefined
  const change = (more: Partial<ChannelDetail>) => {
    channel = { ...channel, ...more }
  }
  return {
    answers: {
      ...company,
      ...governed,
      getChannel: () => channel,
      joinChannel: () => {
        change({ botIsMember: true, status: 'reading', reason: 'It waits for its turn to be read.' })
        return channel
      },
      reindexChannel: () => {
        change({ messages: { ...channel.messages, indexed: 12 } })
        return { id: channel.channelId }
      },
      startSync: () => {
        change({ status: 'reading', reason: 'It is being read.' })
        return { id: 'run-2' }
      },
      changeRun: (_query, _path, { body }) => change({ status: (body as { state: string }).state === 'paused' ? 'paused' : 'reading' }),
      setPolicy: (_query, _path, { body }) => {
        const { policy } = body as { policy: 'allowed' | 'excluded' }
        change({ policy, status: policy === 'excluded' ? 'leaving' : 'reading' })
        return { changed: [channel.channelId], unchanged: [], refused: [], purgeAt: null }
      },
      createErasure: () => {
        erasure = { ...(erasureRows[0] as ErasureRow), id: '0f8b6f5e-6c1b-4f0b-9b63-000000000099', kind: 'channel', state: 'running' }
        return erasure
      },
      getErasure: () => {
        const shown = erasure as ErasureRow
        erasure = { ...shown, state: 'finished' }
        change({ policy: 'excluded', status: 'excluded', messages: { stored: 0, indexed: 0, expected: null } })
        return shown
      },
    },
  }
}

test('each button of a channel shows what it did, without a reload', async () => {
  const { answers } = channelThatChanges({ botIsMember: false, status: 'failed', reason: 'Backscroll is not in this channel.' })
  await using api = await startStandInApi(answers)
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/channels/C0BACKEND`)
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const state = (word: string) => page.getByText(word, { exact: true }).first().waitFor()
  await state('Failed')
  await press('Join')
  await state('Reading')
  await page.getByText('the app is in it').waitFor()
  expect(await page.getByRole('button', { name: 'Join', exact: true }).count()).toBe(0)
  await press('Pause reading')
  await state('Paused')
  await press('Go on reading')
  await state('Reading')
  await press('Index anew')
  await page.getByText('12', { exact: true }).waitFor()
  await press('Exclude')
  await state('Going away')
  await press('Allow')
  await state('Reading')
  await press('Erase for good')
  const dialog = page.getByRole('dialog')
  await expectStateFits(page)
  await dialog.getByRole('textbox').fill('eng-backend')
  await dialog.getByRole('button', { name: 'Erase the channel' }).click()
  await page.getByText('It is erased', { exact: true }).waitFor()
  await state('Excluded')
  await expectStateFits(page)
  expect(api.changes.at(-1)).toMatchObject({ body: { kind: 'channel', channelId: 'C0BACKEND', confirm: 'C0BACKEND' } })
  expect(errors).toEqual([])
})

test('a channel that failed is tried again from the list, and only owners are offered to erase one', async () => {
  const { answers } = channelThatChanges({})
  const first = (company.listChannels as (query: URLSearchParams) => ChannelList)(new URLSearchParams())
  const failed = { ...first, data: first.data.map((row) => ({ ...row, botIsMember: row.status !== 'failed' })) }
  await using api = await startStandInApi({ ...answers, listChannels: failed, getSession: { ...session, role: 'admin' } })
  await using person = await visit(browser)
  const { page } = person
  await page.goto(`${api.url}/channels?limit=200`)
  await page.getByRole('button', { name: 'Try again: #ops-incidents' }).click()
  await expect.poll(() => api.changes.at(-1)?.path).toBe('/v1/channels/C0OPS/join')
  const priority = page.getByLabel('Priority of #general, points')
  await priority.fill('7')
  await priority.press('Enter')
  await expect.poll(() => api.changes.at(-1)).toMatchObject({ path: '/v1/channels/C0GENERAL', body: { priority: 7 } })
  await page.goto(`${api.url}/channels/C0BACKEND`)
  await page.getByText('Ask an owner of this workspace.').waitFor()
  expect(await page.getByRole('button', { name: 'Erase for good' }).count()).toBe(0)
})
