import { app, startAcme } from './acme.ts'
import { startReceiver } from './receiver.ts'

/** The app installed at Acme, its bot in #dev, and everything it is sent from now on. `answer` decides its replies. */
export async function startListening(answer?: Parameters<typeof startReceiver>[0]['answer']) {
  const slack = await startAcme()
  let isSetUp = false
  const receiver = await startReceiver({
    secret: app.signingSecret,
    nowMs: () => slack.clock.nowMs(),
    answer: (response, received, index) => (isSetUp && answer ? answer(response, received, index) : void response.end()),
  })
  slack.updateApp(app.id, { eventsUrl: receiver.url })
  const installed = slack.installDirectly(app.id, 'T0ACME', 'U0ADA')
  const ada = slack.as('T0ACME', 'U0ADA')
  ada.invite('C0DEV', installed.botUserId)
  await slack.events.idle()
  receiver.received.length = 0
  isSetUp = true
  return { slack, receiver, installed, ada, bob: slack.as('T0ACME', 'U0BOB') }
}
