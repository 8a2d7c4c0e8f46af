import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BadArchiveError } from '@backscroll/core'
import { describe, expect, test } from 'vitest'
import { type ZipEntry, zipOf } from '../test/zip-writer.ts'
import { openExportZip } from './export-zip.ts'
import { historyMessage } from './history-message.ts'

const data = join(import.meta.dirname, '../../../../shared/data/slack-export/testarchive.zip')
const isAbsent = !existsSync(data)
const why = isAbsent ? 'skipped because ../shared/data/slack-export is absent: ' : ''

const channels: ZipEntry = {
  name: 'channels.json',
  data: JSON.stringify([{ id: 'C1', name: 'general', created: '1450000000', creator: 'U1', members: ['U1'], topic: { value: 'All' } }]),
}
const day = (name: string, ...texts: string[]): ZipEntry => ({
  name,
  data: JSON.stringify(texts.map((text, index) => ({ type: 'message', user: 'U1', text, ts: `100.00000${index}` }))),
})

/** A file of these bytes that is gone with the test. */
async function aFile(bytes: Buffer) {
  const folder = await mkdtemp(join(tmpdir(), 'backscroll-export-'))
  const path = join(folder, 'export.zip')
  await writeFile(path, bytes)
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

async function textsOf(path: string): Promise<string[]> {
  await using archive = await openExportZip(path)
  const texts: string[] = []
  for await (const { channelId, file, raw } of archive.messages()) texts.push(`${channelId} ${file} ${(raw as { text: string }).text}`)
  return texts
}

describe('an export', () => {
  test('comes channel by channel and day by day', async () => {
    await using file = await aFile(zipOf([channels, day('general/2026-01-02.json', 'c'), day('general/2026-01-01.json', 'a', 'b')]))
    expect(await textsOf(file.path)).toEqual([
      'C1 general/2026-01-01.json a',
      'C1 general/2026-01-01.json b',
      'C1 general/2026-01-02.json c',
    ])
  })

  test('may have been packed again with its folder', async () => {
    const inFolder = [channels, day('general/2026-01-01.json', 'a')].map((entry) => ({ ...entry, name: `My export/${entry.name}` }))
    await using file = await aFile(zipOf([{ name: 'My export/', data: '', unixMode: 0o040755 }, ...inFolder]))
    expect(await textsOf(file.path)).toEqual(['C1 My export/general/2026-01-01.json a'])
  })

  test('lists channels and users, private ones marked', async () => {
    const groups: ZipEntry = {
      name: 'groups.json',
      data: JSON.stringify([{ id: 'G1', name: 'deal', created: 1_450_000_001, members: [] }]),
    }
    const users: ZipEntry = { name: 'users.json', data: JSON.stringify([{ id: 'U1', name: 'ann', profile: { real_name: 'Ann' } }]) }
    await using file = await aFile(zipOf([channels, groups, users]))
    await using archive = await openExportZip(file.path)
    expect(archive.channels()).toMatchObject([
      { channelId: 'C1', name: 'general', isPrivate: false, createdMs: 1_450_000_000_000, memberIds: ['U1'], topic: 'All' },
      { channelId: 'G1', name: 'deal', isPrivate: true, createdMs: 1_450_000_001_000 },
    ])
    expect(await archive.users()).toMatchObject([{ userId: 'U1', username: 'ann', realName: 'Ann' }])
  })

  test('direct messages are skipped and counted, unknown files ignored', async () => {
    const list = (name: string, ...items: unknown[]): ZipEntry => ({ name, data: JSON.stringify(items) })
    await using file = await aFile(
      zipOf([
        channels,
        list('dms.json', { id: 'D0001' }),
        list('mpims.json', { id: 'G9', name: 'ann-and-bob' }),
        day('D0001/2026-01-01.json', 'private'),
        day('ann-and-bob/2026-01-01.json', 'private'),
        day('mpdm-x--y-1/2026-01-01.json', 'private'),
        day('DUNLISTED1/2026-01-01.json', 'private'),
        day('gone/2026-01-01.json', 'of a channel that is not listed'),
        list('general/canvas_in_the_conversation.json'),
        list('integration_logs.json'),
        { name: '__MACOSX/channels.json', data: 'x' },
      ]),
    )
    expect(await textsOf(file.path)).toEqual([])
    await using archive = await openExportZip(file.path)
    expect(archive.skipped).toEqual({ directFiles: 4, unlistedChannelFiles: 1, otherFiles: 3 })
  })

  test.skipIf(isAbsent)(`${why}a real one of 2016 has the counts of its README`, async () => {
    await using archive = await openExportZip(data)
    const seen = { messages: 0, stored: 0, bots: 0 }
    for await (const { channelId, raw } of archive.messages()) {
      const change = historyMessage(channelId, raw, 'import')
      seen.messages += 1
      seen.stored += change === null ? 0 : 1
      seen.bots += change?.kind === 'put' && change.state.kind === 'bot' && change.state.mrkdwn + change.state.appendix !== '' ? 1 : 0
    }
    expect(seen).toEqual({ messages: 158, stored: 146, bots: 94 })
    expect(await archive.users()).toHaveLength(4)
    expect(archive.channels().map(({ name }) => name)).toEqual(['enrique', 'traveling-sailor'])
    expect(archive.dayFileCount).toBe(17)
    expect(archive.skipped).toEqual({ directFiles: 0, unlistedChannelFiles: 0, otherFiles: 1 })
  })
})

describe('an archive that is refused', () => {
  const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 ** 2)
  test.each<[string, Buffer, RegExp]>([
    ['no zip', Buffer.from('PK, but not really'), /not a zip archive/],
    ['empty', Buffer.alloc(0), /not a zip archive/],
    ['cut off', zipOf([channels]).subarray(0, 100), /not a zip archive/],
    ['no export', zipOf([{ name: 'holiday.txt', data: 'sun' }]), /no channels\.json/],
    ['leaving its folder', zipOf([channels, { name: '../../etc/passwd', data: 'x' }]), /leaves the folder/],
    ['with an absolute name', zipOf([channels, { name: '/etc/passwd', data: 'x' }]), /leaves the folder/],
    ['with backslashes', zipOf([channels, { name: '..\\evil.json', data: 'x' }]), /leaves the folder/],
    ['with a drive letter', zipOf([channels, { name: 'C:/evil.json', data: 'x' }]), /leaves the folder/],
    ['with a symbolic link', zipOf([channels, { name: 'general', data: '/etc', unixMode: 0o120777 }]), /symbolic link/],
    ['with a password', zipOf([{ ...channels, isEncrypted: true }]), /password/],
    ['with a doubled name', zipOf([channels, channels]), /same name/],
    ['a bomb', zipOf([channels, { name: 'general/2026-01-01.json', data: zeros(8) }]), /far more than it holds/],
    ['with a damaged list', zipOf([{ name: 'channels.json', data: '[{' }]), /damaged or is not JSON/],
    ['with a list that is none', zipOf([{ name: 'channels.json', data: '{}' }]), /does not hold a list/],
    ['with a channel that is none', zipOf([{ name: 'channels.json', data: '[{"id":"X"}]' }]), /unusable entry/],
    ['lying about a size', zipOf([{ ...channels, declaredSize: 3 }]), /damaged/],
  ])('%s', async (_name, bytes, message) => {
    await using file = await aFile(bytes)
    const error: unknown = await openExportZip(file.path).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(BadArchiveError)
    expect(String(error)).toMatch(message)
  })

  test.each([
    [{ maxEntries: 1 }, /more than 1 files/],
    [{ maxFileBytes: 50 }, /too large/],
    [{ maxUnpackedBytes: 150 }, /too much data/],
  ])('by the limits %j', async (limits, message) => {
    await using file = await aFile(zipOf([channels, day('general/2026-01-01.json', 'a')]))
    await expect(openExportZip(file.path, limits)).rejects.toThrow(message)
  })

  test('because there is no file', async () => {
    await expect(openExportZip(join(tmpdir(), 'backscroll-no-such.zip'))).rejects.toThrow(BadArchiveError)
  })

  test('a damaged day is named when it is reached', async () => {
    await using file = await aFile(zipOf([channels, { name: 'general/2026-01-01.json', data: '[{"ts":' }]))
    await expect(textsOf(file.path)).rejects.toThrow(/general\/2026-01-01\.json is damaged/)
  })
})
