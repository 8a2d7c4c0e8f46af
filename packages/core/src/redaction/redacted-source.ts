import type { Source } from '../ports.ts'
import { redacted } from './redact.ts'

/** A source as a model may read it: nothing personal in its text, around it, or in the names beside it. */
export const redactedSource = <Each extends Source>(source: Each): Each => ({
  ...source,
  text: redacted(source.text),
  ...(source.context === undefined ? {} : { context: redacted(source.context) }),
  ...(source.author === undefined ? {} : { author: redacted(source.author) }),
  ...(source.channel === undefined ? {} : { channel: redacted(source.channel) }),
})
