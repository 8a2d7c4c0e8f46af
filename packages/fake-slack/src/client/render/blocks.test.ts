import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markupOf } from '../html.ts'
import { attachments } from './attachments.ts'
import { blocks } from './blocks.ts'
import type { Rendering } from './rendering.ts'

const rendering: Rendering = { personName: () => 'Ada', channel: () => null, timeZone: 'UTC', nowMs: 0 }
const shown = (...list: unknown[]) => markupOf(blocks(list, rendering))

const evil = '<img src=x onerror=alert(1)>"\'&'
const everyBlock = [
  {
    type: 'section',
    text: { type: 'mrkdwn', text: evil },
    fields: [{ type: 'plain_text', text: evil }],
    accessory: { type: 'button', action_id: evil, value: evil, text: { type: 'plain_text', text: evil } },
  },
  { type: 'header', text: { type: 'plain_text', text: evil } },
  {
    type: 'context',
    elements: [
      { type: 'image', image_url: evil, alt_text: evil },
      { type: 'mrkdwn', text: evil },
    ],
  },
  { type: 'actions', elements: [{ type: 'button', url: `javascript:${evil}`, text: { text: evil } }, { type: evil }] },
  {
    type: 'context_actions',
    elements: [{ type: 'feedback_buttons', action_id: evil, positive_button: { text: { text: evil }, value: evil }, negative_button: {} }],
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: evil, style: { bold: true } },
          { type: 'link', url: `https://a.example/${evil}`, text: evil },
        ],
      },
      { type: 'rich_text_list', style: 'ordered', indent: 99, elements: [{ elements: [{ type: 'text', text: evil }] }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: evil }] },
    ],
  },
  { type: 'image', image_url: 'https://a.example/i.png', alt_text: evil },
  {
    type: 'markdown',
    text: `# ${evil}\n- ${evil}\n| ${evil} | b |\n|---|---|\n| c | d |\n\`\`\`\n${evil}\n\`\`\`\n[${evil}](https://a.example)`,
  },
  { type: 'table', rows: [[{ type: 'raw_text', text: evil }]] },
  { type: evil, text: { text: evil } },
]

/** A tag with only such attributes as rendering writes, none of which can run anything. */
const ourTag =
  /<\/?(?:a|blockquote|br|button|code|del|div|em|hr|li|ol|p|pre|span|strong|table|tbody|td|th|thead|time|tr|ul)(?: (?:class|data-[a-z]+|href|rel|role|scope|tabindex|type|aria-label)="[^"<>]*")*>/g

const expectOnlyOurTags = (markup: string) => {
  expect(markup.replace(ourTag, '')).not.toMatch(/[<>]/)
  for (const [, address = ''] of markup.matchAll(/href="([^"]*)"/g)) expect(address).toMatch(/^https?:/)
}

test('no tag of an app survives in any block or attachment', () => {
  for (const block of everyBlock) expectOnlyOurTags(shown(block))
  const attachment = {
    pretext: evil,
    title: evil,
    title_link: evil,
    text: evil,
    fields: [{ title: evil, value: evil }],
    blocks: everyBlock,
  }
  expectOnlyOurTags(markupOf(attachments([attachment], rendering)))
})

test('any value at all renders, and only our tags come out', () => {
  fc.assert(
    fc.property(fc.constantFrom(...everyBlock), fc.jsonValue(), (block, value) => {
      for (const key of ['text', 'elements', 'fields', 'accessory', 'rows']) expectOnlyOurTags(shown({ ...block, [key]: value }, value))
      expectOnlyOurTags(markupOf(attachments([value, { fields: value, blocks: value, text: value }], rendering)))
    }),
  )
})

test('buttons can be pressed by action and value; link buttons are links', () => {
  const html = shown({
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'show_more', value: 'q1', text: { type: 'plain_text', text: 'More' } },
      { type: 'button', action_id: 'open', url: 'https://a.example/', text: { type: 'plain_text', text: 'Open' } },
    ],
  })
  expect(html).toContain('data-testid="press-show_more" data-press="show_more" data-value="q1">More</button>')
  expect(html).toContain('<a href="https://a.example/" rel="noreferrer noopener">Open</a>')
})

test('the two feedback buttons carry their own values', () => {
  const html = shown({
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'feedback',
        positive_button: { text: { text: 'Helpful' }, value: 'good' },
        negative_button: { text: { text: 'Not helpful' }, value: 'bad' },
      },
    ],
  })
  expect(html).toContain('data-testid="press-feedback-positive" data-press="feedback" data-value="good">Helpful<')
  expect(html).toContain('data-testid="press-feedback-negative" data-press="feedback" data-value="bad">Not helpful<')
})

test('markdown shows headings, lists, tables and links', () => {
  const html = shown({
    type: 'markdown',
    text: '## Plan\n\n1. **ship** it\n2. [read](https://a.example/x)\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |',
  })
  expect(html).toContain('<p class="block-heading">Plan</p>')
  expect(html).toContain(
    '<ol><li><strong>ship</strong> it</li><li><a href="https://a.example/x" rel="noreferrer noopener">read</a></li></ol>',
  )
  expect(html).toContain('<blockquote>said</blockquote>')
  expect(html).toContain('<th scope="col">a</th>')
  expect(html).toContain('<td>2</td>')
})

test('a block type that is not known shows its text', () => {
  expect(shown({ type: 'card', title: { type: 'plain_text', text: 'Title' }, elements: [{ text: 'body' }] })).toContain('Title body')
})
