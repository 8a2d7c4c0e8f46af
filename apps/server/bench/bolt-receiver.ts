/** Bolt's HTTPReceiver with nothing behind it: every event is acknowledged and none stored. The yardstick of the acknowledgement bench. */
import { type App, HTTPReceiver, LogLevel, type ReceiverEvent } from '@slack/bolt'

const [port = '0', signingSecret = ''] = process.argv.slice(2)
const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events', logLevel: LogLevel.ERROR })
receiver.init({ processEvent: ({ ack }: ReceiverEvent) => ack() } as unknown as App)
await receiver.start(Number(port))
process.stderr.write('bolt is up\n')
