import type { signedRequest } from './signed-request.ts'

/** A request as HTTP/1.1 sends it. */
export function onTheWire({ method, path, headers, body }: ReturnType<typeof signedRequest>): Buffer {
  const lines = Object.entries({ host: 'localhost', ...headers, 'content-length': Buffer.byteLength(body) })
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`)
}

/** Takes what a connection receives and calls back with the status of every whole answer, in the order of the requests. */
export function answerReader(answered: (status: number) => void): (chunk: Buffer) => void {
  let rest = ''
  return (chunk) => {
    rest += chunk.toString('latin1')
    for (let end = endOfAnswer(rest); end > 0; end = endOfAnswer(rest)) {
      const status = Number(rest.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length))
      rest = rest.slice(end)
      answered(status)
    }
  }
}

const CHUNKS_END = '0\r\n\r\n'

/** Where the first answer ends; 0 while it is not whole. */
function endOfAnswer(text: string): number {
  const body = text.indexOf('\r\n\r\n') + 4
  if (body < 4) return 0
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, body))?.[1]
  if (length !== undefined) return text.length >= body + Number(length) ? body + Number(length) : 0
  const last = text.indexOf(CHUNKS_END, body)
  return last < 0 ? 0 : last + CHUNKS_END.length
}
