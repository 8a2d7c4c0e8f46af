import type { MessageSeed } from '@backscroll/fake-slack'

const BAD = /rolled back/

/** Shapes a deploy notice with an attachment: the first line is the summary, every other one `Field: value`. */
export function cardOf(text: string): Pick<MessageSeed, 'text' | 'attachments'> {
  const [title = '', ...rest] = text.split('\n')
  const fields = rest.map((line) => {
    const [name = '', ...value] = line.split(': ')
    return { title: name, value: value.join(': '), short: value.join(': ').length < 30 }
  })
  return { text: '', attachments: [{ id: 1, color: BAD.test(title) ? 'a30200' : '2eb67d', fallback: title, title, fields }] }
}

/** Shapes a deploy notice with blocks: the first line as a section, the others as small context. */
export function blocksOf(text: string): Pick<MessageSeed, 'text' | 'blocks'> {
  const [first = '', ...rest] = text.split('\n')
  const section = { type: 'section', block_id: 'notice', text: { type: 'mrkdwn', text: first, verbatim: false } }
  const context = { type: 'context', block_id: 'detail', elements: [{ type: 'mrkdwn', text: rest.join('\n'), verbatim: false }] }
  return { text: first, blocks: [section, context] }
}
