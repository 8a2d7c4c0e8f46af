import { type Logger, LogLevel } from '@slack/web-api'

const silence = () => undefined

/** Slack's libraries log to the console, response bodies included; errors reach us as exceptions, so nothing is lost here. */
export const silentLogger: Logger = {
  debug: silence,
  info: silence,
  warn: silence,
  error: silence,
  setLevel: silence,
  getLevel: () => LogLevel.ERROR,
  setName: silence,
}
