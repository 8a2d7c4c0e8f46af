import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markupOf } from '../html.ts'
import { attachments } from './attachments.ts'
import { blocks } from './blocks.ts'
import { type Filled, untouched } from './filled.ts'
import type { Rendering } from './rendering.ts'

const evil = '<img src=x onerror=alert(1)>"\'&'
const rendering: Rendering = {
  personName: () => 'Ada',
  channel: () => null,
  people: () => [{ id: 'U1', name: evil }],
  channels: () => [],
  timeZone: 'UTC',
  nowMs: 0,
}
const shown = (...list: unknown[]) => markupOf(blocks(list, rendering))
const shownFilled = (filled: Partial<Filled>, ...list: unknown[]) => markupOf(blocks(list, rendering, { ...untouched, ...filled }))

const everyOption = [{ text: { type: 'plain_text', text: evil }, value: evil, description: { text: evil } }]
const everyInput = [
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'static_select',
  'multi_static_select',
  'checkboxes',
  'radio_buttons',
  'users_select',
  'multi_users_select',
  'channels_select',
  'multi_conversations_select',
  'datepicker',
  'timepicker',
  'overflow',
].map((type) => ({
  type,
  action_id: evil,
  placeholder: { text: evil },
  options: everyOption,
  initial_option: everyOption[0],
  initial_value: evil,
}))

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
  { type: 'plan', title: evil },
  { type: 'task_card', title: evil, status: evil, details: evil },
  ...everyInput.map((element) => ({ type: 'section', block_id: evil, text: { type: 'mrkdwn', text: evil }, accessory: element })),
  ...everyInput.map((element) => ({ type: 'input', block_id: evil, label: { text: evil }, hint: { text: evil }, element })),
]

/** A tag with only such attributes as rendering writes, none of which can run anything. */
const ourTag =
  /<\/?(?:a|blockquote|br|button|code|del|details|div|em|fieldset|hr|input|label|li|ol|optgroup|option|p|pre|select|span|strong|summary|table|tbody|td|textarea|th|thead|time|tr|ul)(?: (?:(?:class|data-[a-z]+|href|label|maxlength|name|placeholder|rel|role|rows|scope|tabindex|type|value|aria-[a-z]+)="[^"<>]*"|selected|checked))*>/g

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
  expect(html).toContain('data-testid="press-feedback-positive" data-press="feedback" data-value="good" aria-pressed="false">Helpful<')
  expect(html).toContain('data-testid="press-feedback-negative" data-press="feedback" data-value="bad" aria-pressed="false">Not helpful<')
})

test('inputs show what the person put in, and what the app says is wrong', () => {
  const option = (value: string) => ({ text: { type: 'plain_text', text: value.toUpperCase() }, value })
  const input = (actionId: string, element: object) => ({
    type: 'input',
    block_id: `b_${actionId}`,
    label: { type: 'plain_text', text: actionId },
    element: { action_id: actionId, ...element },
  })
  const values = {
    b_text: { text: { type: 'plain_text_input', value: 'typed' } },
    b_pick: { pick: { type: 'static_select', selected_option: option('b') } },
    b_boxes: { boxes: { type: 'checkboxes', selected_options: [option('a')] } },
    b_who: { who: { type: 'users_select', selected_user: 'U1' } },
  }
  const options = ['a', 'b'].map(option)
  const html = shownFilled(
    { values, errors: { b_text: 'Too vague.' } },
    input('text', { type: 'plain_text_input' }),
    input('pick', { type: 'static_select', options }),
    input('boxes', { type: 'checkboxes', options }),
    input('who', { type: 'users_select' }),
  )
  expect(html).toContain('value="typed" data-input="text" data-block="b_text" data-testid="input-text"')
  expect(html).toContain('aria-invalid="true"')
  expect(html).toContain('<p class="field-error" role="alert" data-testid="error-b_text">Too vague.</p>')
  expect(html).toContain('<option value="b" selected>B</option>')
  expect(html).toContain('data-testid="input-boxes-a" checked>')
  expect(html).not.toContain('data-testid="input-boxes-b" checked>')
  expect(html).toContain('<option value="U1" selected>')
})

test('a pressed feedback button says so', () => {
  const choice = (value: string) => ({ text: { text: value }, value })
  const element = { type: 'feedback_buttons', action_id: 'rate', positive_button: choice('good:1'), negative_button: choice('bad:1') }
  const html = shownFilled({ feedback: { rate: 'bad:1' } }, { type: 'context_actions', elements: [element] })
  expect(html).toContain('data-value="good:1" aria-pressed="false">')
  expect(html).toContain('data-value="bad:1" aria-pressed="true">')
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
