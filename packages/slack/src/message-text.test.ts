import { plainText } from '@backscroll/core'
import { describe, expect, test } from 'vitest'
import { messageText } from './message-text.ts'

const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements })
const line = (...elements: unknown[]) => ({ type: 'rich_text_section', elements })
const said = (text: string, style?: unknown) => ({ type: 'text', text, ...(style ? { style } : {}) })
const blocksText = (...blocks: unknown[]) => messageText({ text: 'fallback', blocks }).mrkdwn

describe('what people write', () => {
  test.each<[string, unknown, string]>([
    ['plain words, escaped', line(said('if a < b && c > d')), 'if a &lt; b &amp;&amp; c &gt; d'],
    ['bold', line(said('a '), said('b ', { bold: true }), said('c')), 'a *b* c'],
    ['every style', line(said('x', { bold: true, italic: true, strike: true, code: true })), '*_~`x`~_*'],
    ['a code name', line(said('err_conn_reset', { code: true })), '`err_conn_reset`'],
    ['a person', line({ type: 'user', user_id: 'U1' }), '<@U1>'],
    ['a channel', line({ type: 'channel', channel_id: 'C1' }), '<#C1>'],
    ['a group', line({ type: 'usergroup', usergroup_id: 'S1' }), '<!subteam^S1>'],
    ['a broadcast', line({ type: 'broadcast', range: 'here' }), '<!here>'],
    ['an emoji', line({ type: 'emoji', name: 'tada' }), ':tada:'],
    ['a link', line({ type: 'link', url: 'https://a.b/?x=1&y=2' }), '<https://a.b/?x=1&amp;y=2>'],
    ['a labelled link', line({ type: 'link', url: 'https://a.b', text: 'the <doc>' }), '<https://a.b|the &lt;doc&gt;>'],
    ['a script link', line({ type: 'link', url: 'javascript:alert(1)', text: 'x' }), 'x'],
    ['a date', line({ type: 'date', timestamp: 1_700_000_000, format: '{date}', fallback: 'Nov 14' }), 'Nov 14'],
    ['a date without words', line({ type: 'date', timestamp: 1_700_000_000 }), '1700000000'],
    ['a color', line({ type: 'color', value: '#ff0000' }), '#ff0000'],
    ['a team', line({ type: 'team', team_id: 'T1' }), 'T1'],
    ['an unknown leaf with text', line({ type: 'unheard_of', text: 'still read' }), 'still read'],
    ['a list', { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [line(said('a')), line(said('b'))] }, '    • a\n    • b'],
    [
      'a numbered list',
      { type: 'rich_text_list', style: 'ordered', offset: 2, elements: [line(said('a')), line(said('b'))] },
      '3. a\n4. b',
    ],
    ['a quote', { type: 'rich_text_quote', elements: [said('a\nb')] }, '&gt; a\n&gt; b'],
    ['code', { type: 'rich_text_preformatted', elements: [said('x = {1:\n 2}')] }, '```x = {1:\n 2}```'],
  ])('%s', (_name, element, expected) => {
    expect(blocksText(rich(element))).toBe(expected)
  })

  test('code between lines keeps the line breaks that were typed', () => {
    const code = { type: 'rich_text_preformatted', elements: [said('x')] }
    expect(blocksText(rich(line(said('see\n')), code, line(said('\nok')), code, line(said('end'))))).toBe('see\n```x```\nok\n```x```\nend')
  })

  test('a forged id cannot open a token of its own', () => {
    expect(blocksText(rich(line({ type: 'user', user_id: 'U1> <!channel' })))).toBe('U1&gt; &lt;!channel')
  })

  test('case, code and identifiers survive to the canonical text', () => {
    const blocks = [
      rich(
        line(said('Deploy '), said('API_v2', { code: true }), said(' at 10:30:45, see '), { type: 'link', url: 'https://a.b/X?y=1&z=2' }),
      ),
    ]
    const names = { user: () => undefined, channel: () => undefined }
    expect(plainText(messageText({ blocks }).mrkdwn, names)).toBe('Deploy `API_v2` at 10:30:45, see https://a.b/X?y=1&z=2')
  })
})

describe('what apps write', () => {
  const plain = (text: string) => ({ type: 'plain_text', text })
  const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
  test.each<[string, unknown, string]>([
    [
      'section',
      { type: 'section', text: mrkdwn('*Deploy* <https://a.b|done>'), fields: [mrkdwn('a'), plain('b<c')] },
      '*Deploy* <https://a.b|done>\na\nb&lt;c',
    ],
    ['header', { type: 'header', text: plain('R&D') }, 'R&amp;D'],
    ['context', { type: 'context', elements: [mrkdwn('by'), { type: 'image', alt_text: 'ann' }, plain('today')] }, 'by ann today'],
    ['image', { type: 'image', title: plain('Chart'), alt_text: 'a chart', image_url: 'https://x' }, 'Chart'],
    [
      'table',
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'a' },
            { type: 'raw_number', value: 5 },
          ],
          [rich(line(said('c'))), { type: 'raw_text', text: 'd' }],
        ],
      },
      'a | 5\nc | d',
    ],
    ['markdown', { type: 'markdown', text: '**bold** <tag>' }, '**bold** &lt;tag&gt;'],
    ['video', { type: 'video', title: plain('Demo'), description: plain('How it works') }, 'Demo\nHow it works'],
    ['input', { type: 'input', label: plain('Your name'), element: { type: 'plain_text_input' } }, 'Your name'],
    ['alert', { type: 'alert', text: mrkdwn('disk full') }, 'disk full'],
    ['card', { type: 'card', title: plain('Card'), subtitle: plain('Sub'), body: mrkdwn('Body') }, 'Card\nSub\nBody'],
    [
      'container',
      { type: 'container', title: plain('Run'), subtitle: mrkdwn('of today'), child_blocks: [{ type: 'header', text: plain('Inside') }] },
      'Run\nof today\nInside',
    ],
    ['container with a rich title', { type: 'container', rich_text_title: rich(line(said('Rich'))), child_blocks: [] }, 'Rich'],
    [
      'data_table',
      {
        type: 'data_table',
        caption: 'Costs & gains',
        rows: [
          [
            { type: 'raw_text', text: 'May' },
            { type: 'raw_number', value: 3, text: '3 €' },
          ],
        ],
      },
      'Costs &amp; gains\nMay | 3 €',
    ],
    [
      'carousel',
      {
        type: 'carousel',
        elements: [
          { type: 'card', title: mrkdwn('One') },
          { type: 'card', body: mrkdwn('Two') },
        ],
      },
      'One\nTwo',
    ],
    [
      'plan',
      {
        type: 'plan',
        title: 'Ship it',
        tasks: [
          {
            type: 'task_card',
            task_id: 'never shown',
            title: 'Look',
            details: rich(line(said('by hand'))),
            output: rich(line(said('found'))),
            sources: [{ type: 'url', url: 'https://a.b/?x=1&y=2', text: 'the page' }],
            status: 'complete',
          },
        ],
      },
      'Ship it\nLook\nby hand\nfound\n<https://a.b/?x=1&amp;y=2|the page>',
    ],
    ['an unknown block', { type: 'container', blocks: [{ type: 'section', text: mrkdwn('inside') }] }, 'inside'],
  ])('%s', (_name, block, expected) => {
    expect(blocksText(block)).toBe(expected)
  })

  test.each(['actions', 'divider', 'context_actions', 'file'])('%s has no words, so the text is used', (type) => {
    expect(blocksText({ type, elements: [{ type: 'button', text: plain('Press me') }] })).toBe('fallback')
  })
})

describe('text and what hangs on it', () => {
  test('text without blocks is kept byte for byte', () => {
    const text = '<@U1> &amp; *x*  \n<https://a.b|c>\u00a0'
    expect(messageText({ text })).toEqual({ mrkdwn: text, appendix: '' })
  })

  test('attachments of an app add their lines', () => {
    const attachments = [
      {
        pretext: 'Build',
        title: '#42',
        title_link: 'https://ci/42',
        text: 'failed',
        fields: [{ title: 'Branch', value: 'main' }],
        fallback: 'unused',
      },
      { fallback: 'only this' },
    ]
    expect(messageText({ text: '', attachments }).appendix).toBe('Build\n<https://ci/42|#42>\nfailed\nBranch: main\nonly this')
  })

  test('blocks inside of an attachment are read', () => {
    const attachments = [{ blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'inner' } }], fallback: '[no preview available]' }]
    expect(messageText({ text: '', attachments }).appendix).toBe('inner')
  })

  test.each([
    ['is_share', true],
    ['is_msg_unfurl', true],
    ['is_reply_unfurl', true],
    ['is_thread_root_unfurl', true],
    ['is_app_unfurl', true],
    ['message_blocks', [{}]],
    ['author_id', 'U1'],
    ['channel_id', 'CSECRET'],
    ['channel_team', 'T1'],
    ['from_url', 'https://acme.slack.com/archives/CSECRET/p1'],
    ['original_url', 'https://news.example/'],
  ])('an attachment with %s brings nothing from elsewhere', (mark, value) => {
    const attachments = [{ [mark]: value, text: 'the merger closes on Friday', fallback: 'the merger', author_name: 'ann' }]
    expect(messageText({ text: 'look', attachments })).toEqual({ mrkdwn: 'look', appendix: '' })
  })

  test('files add title and name, never their content', () => {
    const files = [{ title: 'Plan', name: 'plan.pdf', preview: 'secret' }, { title: 'a.txt', name: 'a.txt' }, {}]
    expect(messageText({ text: '', files }).appendix).toBe('Plan (plan.pdf)\na.txt')
  })
})
