import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { installAtAcme, startAcme } from './acme.ts'

describe('what a person writes', () => {
  test('is escaped, with names, channels and URLs as tokens, and tokens as they are', async () => {
    const slack = await startAcme()
    const ada = slack.as('T0ACME', 'U0ADA')
    const stored = (text: string) => slack.world.message('C0DEV', ada.post('C0DEV', text).ts)?.text
    expect(stored('a < b && c > d')).toBe('a &lt; b &amp;&amp; c &gt; d')
    expect(stored('<script>alert(1)</script>')).toBe('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(stored('ask @bob, @bobby. or @nobody in #dev or #nowhere')).toBe(
      'ask <@U0BOB>, <@U0BOB>. or @nobody in <#C0DEV|dev> or #nowhere',
    )
    expect(stored('<@U0BOB> <#C0DEV|dev> <!here> <https://a.example|a> @here')).toBe(
      '<@U0BOB> <#C0DEV|dev> <!here> <https://a.example|a> <!here>',
    )
    expect(stored('see https://a.example/x?y=1&z=2.')).toBe('see <https://a.example/x?y=1&amp;z=2>.')
    expect(stored('`@bob <b>` and ada@bob.example')).toBe('`@bob &lt;b&gt;` and ada@bob.example')
    expect(stored('&amp;')).toBe('&amp;amp;')
  })

  test('never leaves a bare angle bracket outside of a token', async () => {
    const slack = await startAcme()
    const ada = slack.as('T0ACME', 'U0ADA')
    const piece = fc.constantFrom(
      '<',
      '>',
      '&',
      '@bob',
      '#dev',
      '`',
      '```',
      '<@U0BOB>',
      '<!here>',
      '|',
      ' ',
      'x',
      'https://a.example',
      '<a>',
    )
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const text = `a${pieces.join('')}`
        const stored = slack.world.message('C0DEV', ada.post('C0DEV', text).ts)?.text ?? ''
        expect(stored.replace(/<(@U0BOB|#C0DEV\|dev|!here|https:\/\/a\.example[^<> ]*)>/g, '')).not.toMatch(/[<>]/)
      }),
    )
  })
})

describe('what a person may do', () => {
  test('a bot that is named where it is not is pointed out to the writer', async () => {
    const slack = await startAcme()
    const { botUserId } = installAtAcme(slack)
    const ada = slack.as('T0ACME', 'U0ADA')
    ada.post('C0GEN', '@backscroll are you there?')
    expect(ada.ephemerals('C0GEN')).toMatchObject([{ user: 'USLACKBOT', text: expect.stringContaining(`<@${botUserId}>`) }])
    ada.post('C0DEV', '@backscroll are you there?')
    expect(ada.ephemerals('C0DEV')).toEqual([])
  })

  test('a private channel does not exist for people outside of it', async () => {
    const slack = await startAcme()
    const bob = slack.as('T0ACME', 'U0BOB')
    expect(() => bob.history('C0DEAL')).toThrow('channel_not_found')
    expect(() => bob.post('C0DEAL', 'hi')).toThrow('channel_not_found')
    expect(() => bob.join('C0DEAL')).toThrow('channel_not_found')
    expect(() => bob.history('C0GLOB')).toThrow('channel_not_found')
    expect(bob.channels().map((channel) => channel.id)).toEqual(['C0GEN', 'C0DEV', 'C0OLD'])
    slack.as('T0ACME', 'U0ADA').invite('C0DEAL', 'U0BOB')
    expect(bob.history('C0DEAL').at(-1)).toMatchObject({ subtype: 'channel_join', user: 'U0BOB', details: { inviter: 'U0ADA' } })
    bob.leave('C0DEAL')
    expect(() => bob.history('C0DEAL')).toThrow('channel_not_found')
  })

  test('a guest sees only channels they are in', async () => {
    const slack = await startAcme()
    expect(slack.as('T0ACME', 'U0GUY').channels()).toEqual([])
    expect(() => slack.as('T0ACME', 'U0GUY').join('C0DEV')).toThrow('channel_not_found')
    expect(() => slack.as('T0ACME', 'U0GUY').createChannel('mine')).toThrow('user_is_restricted')
  })

  test('deleted people and people of another workspace cannot act', async () => {
    const slack = await startAcme()
    expect(() => slack.as('T0ACME', 'U0OLD')).toThrow('account_inactive')
    expect(() => slack.as('T0ACME', 'U0HANK')).toThrow('user_not_found')
  })

  test('only authors edit, only authors and admins delete', async () => {
    const slack = await startAcme()
    const [ada, bob] = [slack.as('T0ACME', 'U0ADA'), slack.as('T0ACME', 'U0BOB')]
    const { ts } = ada.post('C0DEV', 'mine')
    expect(() => bob.edit('C0DEV', ts, 'yours')).toThrow('cant_update_message')
    expect(() => bob.remove('C0DEV', ts)).toThrow('cant_delete_message')
    const other = bob.post('C0DEV', 'yours')
    ada.remove('C0DEV', other.ts)
    expect(() => ada.edit('C0DEV', other.ts, 'x')).toThrow('message_not_found')
    ada.edit('C0DEV', ts, 'better')
    expect(slack.world.message('C0DEV', ts)).toMatchObject({ text: 'better', edited: { user: 'U0ADA' } })
  })

  test('archived channels take nothing, notices take no replies', async () => {
    const slack = await startAcme()
    const ada = slack.as('T0ACME', 'U0ADA')
    expect(() => ada.post('C0OLD', 'x')).toThrow('is_archived')
    expect(() => ada.archive('C0GEN')).toThrow('cant_archive_general')
    expect(() => ada.leave('C0GEN')).toThrow('cant_leave_general')
    ada.setTopic('C0DEV', 'a & b')
    const notice = ada.history('C0DEV').at(-1)
    expect(notice).toMatchObject({ subtype: 'channel_topic', details: { topic: 'a &amp; b' } })
    expect(() => ada.post('C0DEV', 'x', { threadTs: notice?.ts ?? '' })).toThrow('thread_not_found')
    ada.unarchive('C0OLD')
    expect(ada.post('C0OLD', 'x').ts).toMatch(/^\d{10}\.\d{6}$/)
  })

  test('unread counts what others wrote since the mark', async () => {
    const slack = await startAcme()
    const [ada, bob] = [slack.as('T0ACME', 'U0ADA'), slack.as('T0ACME', 'U0BOB')]
    ada.post('C0DEV', 'one')
    const { ts } = ada.post('C0DEV', 'two')
    expect(slack.world.unread('C0DEV', 'U0BOB').count).toBe(2)
    expect(slack.world.unread('C0DEV', 'U0ADA').count).toBe(0)
    slack.world.markRead('C0DEV', 'U0BOB', ts)
    expect(slack.world.unread('C0DEV', 'U0BOB')).toEqual({ count: 0, lastReadTs: ts })
    bob.post('C0DEV', 'three')
    expect(slack.world.unread('C0DEV', 'U0ADA').count).toBe(1)
  })

  test('listeners hear of every change until they stop', async () => {
    const slack = await startAcme()
    installAtAcme(slack)
    const kinds: string[] = []
    const stop = slack.world.onChange((change) => kinds.push(`${change.kind} ${change.channelId ?? ''}`))
    const ada = slack.as('T0ACME', 'U0ADA')
    const { ts } = ada.post('C0DEV', 'x')
    ada.react('C0DEV', ts, 'eyes')
    ada.remove('C0DEV', ts)
    stop()
    ada.post('C0DEV', 'y')
    expect(kinds).toEqual(['message C0DEV', 'reaction C0DEV', 'delete C0DEV'])
  })
})
