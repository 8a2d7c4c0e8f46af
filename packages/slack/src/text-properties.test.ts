import { linksIn, mentionsIn, plainText } from '@backscroll/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { messageFacets } from './message-facets.ts'
import { messageText } from './message-text.ts'

const names = { user: () => undefined, channel: () => undefined }
const typed = fc.string({ unit: fc.oneof(fc.constantFrom('<', '>', '&', '|', '\n', '<!channel>', '&amp;', '`'), fc.string()) })
const section = (text: string) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] })

test('whatever a person types reads back exactly, and can announce nothing', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const { mrkdwn } = messageText({ blocks: [section(text)] })
      expect(plainText(mrkdwn, names)).toBe(text.replaceAll('\u0000', '').toWellFormed().trim())
      expect(mentionsIn(mrkdwn)).toEqual([])
    }),
  )
})

/** A place for words in blocks of types that nobody has heard of, some levels deep. */
const around = fc.letrec<{ block: (inner: unknown) => unknown }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 6 },
    fc.constant((inner: unknown) => inner),
    fc
      .tuple(
        fc.constantFrom('text', 'title', 'fields', 'elements', 'cells', 'rows', 'blocks', 'child_blocks', 'body', 'caption', 'details'),
        fc.constantFrom('unheard_of', 'data_visualization', 'container', 'new_card', 'section'),
        fc.boolean(),
        tie('block'),
      )
      .map(([field, type, isList, build]) => (inner: unknown) => ({
        type,
        [field]: isList ? [build(inner)] : build(inner),
        action_id: 'hidden',
      })),
  ),
})).block

test('the words of an unknown block are found however deep they stand, as plain words', () => {
  fc.assert(
    fc.property(around, typed, (build, more) => {
      const { mrkdwn } = messageText({ text: 'fallback', blocks: [build({ type: 'unheard_of', text: `canary ${more}` })] })
      expect(plainText(mrkdwn, names)).toContain(`canary ${more.replaceAll('\u0000', '').toWellFormed()}`.trim())
      expect(mentionsIn(mrkdwn)).toEqual([])
      expect(mrkdwn).not.toContain('hidden')
    }),
  )
})

const SHARED = [
  'is_share',
  'is_msg_unfurl',
  'is_reply_unfurl',
  'is_thread_root_unfurl',
  'message_blocks',
  'author_id',
  'channel_id',
  'from_url',
]

test('nothing of a shared message is kept under the channel it is shared in, wherever it stands', () => {
  const secret = 'the merger <@U0SECRET> <https://secret.example>'
  const place = fc.constantFrom(
    'text',
    'pretext',
    'title',
    'fallback',
    'footer',
    'author_name',
    'fields',
    'blocks',
    'message_blocks',
    'files',
  )
  fc.assert(
    fc.property(fc.constantFrom(...SHARED), place, around, (mark, field, build) => {
      const inner = ['fields', 'blocks', 'files', 'message_blocks'].includes(field)
        ? [build({ type: 'mrkdwn', text: secret, title: secret })]
        : secret
      const attachment = {
        fallback: secret,
        [field]: inner,
        [mark]: mark === 'message_blocks' ? [{ message: section(secret) }] : 'C0OTHER',
      }
      const message = { text: 'look', attachments: [attachment] }
      const { mrkdwn, appendix } = messageText(message)
      expect([mrkdwn, appendix]).toEqual(['look', ''])
      expect([linksIn(`${mrkdwn}${appendix}`), mentionsIn(`${mrkdwn}${appendix}`), messageFacets(message).files]).toEqual([[], [], []])
    }),
  )
})
