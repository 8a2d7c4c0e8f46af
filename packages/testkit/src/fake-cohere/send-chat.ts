import type { ServerResponse } from 'node:http'
import { paced } from '../fake-chat/paced.ts'
import type { Step } from './chat-events.ts'

/** Streams an answer as server-sent events. @param perSecond pieces of text a second; null for no pause. */
export async function sendChat(response: ServerResponse, steps: readonly Step[], perSecond: number | null): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  // what follows a piece of text comes with it
  const groups: Step[][] = []
  for (const step of steps) {
    const open = groups.at(-1)
    if (open && !isText(step)) open.push(step)
    else groups.push([step])
  }
  for await (const group of paced(groups, perSecond, gone.signal))
    for (const step of group) {
      if (step === 'stall') return
      if (step === 'cut') return void response.write(': the end of it', () => response.destroy())
      response.write('line' in step ? `${step.line}\n\n` : `event: ${step.event.type}\ndata: ${JSON.stringify(step.event)}\n\n`)
    }
  response.end('data: [DONE]\n\n')
}

const isText = (step: Step): boolean => typeof step === 'object' && 'event' in step && step.event.type === 'content-delta'
