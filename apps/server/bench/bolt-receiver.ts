/** A Bolt app over its own HTTPReceiver that acknowledges events and stores nothing: the yardstick of the acknowledgement bench. */
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'

const [port = '0', signingSecret = ''] = process.argv.slice(2)
const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events', logLevel: LogLevel.ERROR })
const app = new App({
  receiver,
  logLevel: LogLevel.ERROR,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0BENCH', botUserId: 'U0BENCH' }),
})
app.event('message', async () => {})
await app.start(Number(port))
process.stderr.write('bolt is up\n')
