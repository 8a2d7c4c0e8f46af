import { type DestinationStream, type Logger, pino } from 'pino'
import { correlationFields } from './correlation.ts'

/** A log whose lines carry the correlation id of the work they belong to. @param to default standard output. */
export const openLog = (level: string, to?: DestinationStream): Logger => {
  const options = { level, mixin: correlationFields }
  return to ? pino(options, to) : pino(options)
}
