import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serverSentEvents } from './server-sent-events.ts'

async function read(chunks: readonly Uint8Array[]): Promise<unknown[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
  const events: unknown[] = []
  for await (const event of serverSentEvents('The server', new Response(body))) events.push(event)
  return events
}
const bytesOf = (text: string) => new TextEncoder().encode(text)
const readText = (text: string) => read([bytesOf(text)])

test.each<[string, string, unknown[]]>([
  ['one event', 'data: {"a":1}\n\n', [{ a: 1 }]],
  ['one with its name, in the other line ends', 'event: x\r\ndata:{"a":1}\r\n\r\n', [{ a: 1 }]],
  ['data of two lines', 'data: {"a":\ndata: 1}\n\n', [{ a: 1 }]],
  ['an end', 'data: 1\n\ndata: [DONE]\n\ndata: 2\n\n', [1]],
  ['an end inside of data', 'data: "[DONE]"\n\ndata: 2\n\n', ['[DONE]', 2]],
  ['a comment', ': ping\n\ndata: 1\n\n', [null, 1]],
  ['no blank line at the end', 'data: 1\n\ndata: 2', [1, 2]],
  ['nothing', '', []],
  ['other fields', 'id: 7\nretry: 5\n\nhello\n\n', []],
])('%s', async (_, text, expected) => {
  expect(await readText(text)).toEqual(expected)
})

test('data that is no JSON, and a line without an end, are failures that repeat nothing', async () => {
  await expect(readText('data: {"secret\n\n')).rejects.toMatchObject({
    reason: 'unavailable',
    message: expect.not.stringContaining('secret'),
  })
  await expect(readText(`data: ${'x'.repeat(1_000_001)}`)).rejects.toMatchObject({ reason: 'unavailable' })
})

test('wherever the bytes are torn apart, the events are the same', async () => {
  const whole = bytesOf('data: {"text":"né 🚀 東"}\r\n\r\n: ping\ndata: {"b":\ndata: 2}\n\ndata: [DONE]\n\n')
  const expected = [{ text: 'né 🚀 東' }, null, { b: 2 }]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: whole.length }), { maxLength: 30 }), async (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length]
      expect(await read(places.slice(1).map((to, at) => whole.slice(places[at], to)))).toEqual(expected)
    }),
  )
})
