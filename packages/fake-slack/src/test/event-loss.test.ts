import { describe, expect, test } from 'vitest'
import { app } from './acme.ts'
import { startListening } from './listening.ts'
import { asItHappened } from './receiver.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

describe('the hourly budget of events', () => {
  test('what is above it is lost, and the app hears of it once a minute at the top level', async () => {
    const { slack, receiver, ada } = await startListening()
    slack.events.limitPerHour(3) // the invitation before has cost two
    ada.post('C0DEV', 'heard')
    ada.post('C0DEV', 'lost')
    ada.post('C0DEV', 'lost as well')
    await slack.events.idle()
    const bodies = () => asItHappened<Record<string, unknown>>(slack, receiver.received)
    expect(bodies()).toMatchObject([{ event: { text: 'heard' } }, { type: 'app_rate_limited' }])
    const minute = Math.floor(slack.clock.nowMs() / MINUTE_MS) * 60
    const notice = { type: 'app_rate_limited', team_id: 'T0ACME', api_app_id: app.id, minute_rate_limited: minute }
    expect(bodies()[1]).toEqual({ token: expect.any(String), ...notice })
    expect(receiver.received.every((one) => one.isGenuine)).toBe(true)
    expect(
      slack.events
        .deliveries()
        .map((delivery) => delivery.state)
        .slice(-3),
    ).toEqual(['lost', 'delivered', 'lost'])
    await slack.testClock.advance(MINUTE_MS)
    ada.post('C0DEV', 'lost one minute later')
    await slack.events.idle()
    expect(bodies().slice(2)).toMatchObject([{ type: 'app_rate_limited', minute_rate_limited: minute + 60 }])
    await slack.testClock.advance(HOUR_MS)
    ada.post('C0DEV', 'heard again')
    await slack.events.idle()
    expect(bodies().at(-1)).toMatchObject({ event: { text: 'heard again' } })
  })

  test('one workspace does not spend the budget of another', async () => {
    const { slack, receiver, ada } = await startListening()
    const { botUserId } = slack.installDirectly(app.id, 'T0GLOB', 'U0HANK')
    const hank = slack.as('T0GLOB', 'U0HANK')
    slack.events.limitPerHour(3)
    for (let index = 0; index < 3; index += 1) ada.post('C0DEV', `acme ${index}`)
    hank.invite('C0GLOB', botUserId)
    hank.post('C0GLOB', 'globex')
    await slack.events.idle()
    const texts = asItHappened<{ event?: { text?: string } }>(slack, receiver.received).map(({ event }) => event?.text)
    expect(texts.filter((text) => text === 'acme 0' || text === 'acme 1' || text === 'globex')).toEqual(['acme 0', 'globex'])
  })

  test('the notice of a loss can be dropped like any event', async () => {
    const { slack, receiver, ada } = await startListening()
    slack.events.limitPerHour(0)
    slack.events.drop((event) => event.type === 'app_rate_limited')
    ada.post('C0DEV', 'lost')
    await slack.events.idle()
    expect(receiver.received).toEqual([])
    slack.events.limitPerHour(null)
    ada.post('C0DEV', 'heard')
    await slack.events.idle()
    expect(receiver.events()).toMatchObject([{ text: 'heard' }])
  })
})

describe('late events', () => {
  test('a delayed event arrives after its delay, one of before at once', async () => {
    const { slack, receiver, ada } = await startListening()
    slack.events.delay(5000)
    ada.post('C0DEV', 'late')
    slack.events.delay(0)
    ada.post('C0DEV', 'prompt')
    await slack.events.idle()
    expect(receiver.events().map((event) => event.text)).toEqual(['prompt'])
    await slack.testClock.advance(5000)
    await slack.events.idle()
    expect(receiver.events().map((event) => event.text)).toEqual(['prompt', 'late'])
  })

  test('an event more than two hours late is given up, with Delayed Events it is not', async () => {
    const { slack, receiver, ada } = await startListening()
    slack.events.hold()
    ada.post('C0DEV', 'too late')
    await slack.testClock.advance(2 * HOUR_MS + 1)
    slack.events.release()
    await slack.events.idle()
    expect(receiver.received).toEqual([])
    expect(slack.events.deliveries().at(-1)).toMatchObject({ state: 'lost', attempts: [] })
    slack.updateApp(app.id, { delayedEvents: true })
    slack.events.hold()
    ada.post('C0DEV', 'late but welcome')
    await slack.testClock.advance(2 * HOUR_MS + 1)
    slack.events.release()
    await slack.events.idle()
    expect(receiver.events()).toMatchObject([{ text: 'late but welcome' }])
  })

  test('with Delayed Events a failed event is sent again every hour for a day', async () => {
    const { slack, receiver, ada } = await startListening((response) => {
      response.statusCode = 500
      response.end()
    })
    slack.updateApp(app.id, { delayedEvents: true })
    ada.post('C0DEV', 'x')
    await slack.events.idle()
    const waitFor = async (ms: number) => {
      await slack.testClock.advance(ms)
      await slack.events.idle()
      return receiver.received.at(-1)?.headers['x-slack-retry-num']
    }
    expect([await waitFor(MINUTE_MS), await waitFor(5 * MINUTE_MS), await waitFor(HOUR_MS)]).toEqual(['2', '3', '4'])
    for (let hour = 1; hour < 24; hour += 1) await waitFor(HOUR_MS)
    expect(await waitFor(HOUR_MS)).toBe('27')
    expect(slack.events.deliveries().at(-1)).toMatchObject({ state: 'failed', attempts: { length: 28 } })
  })
})

describe('an app that does not answer', () => {
  test('is sent nothing more under 5 % success, until it is enabled again', async () => {
    let isDown = true
    const { slack, receiver, ada } = await startListening((response) => {
      response.statusCode = isDown ? 500 : 200
      response.setHeader('x-slack-no-retry', '1')
      response.end()
    })
    for (let index = 0; index < 990; index += 1) ada.post('C0DEV', 'x')
    await slack.events.idle()
    expect(slack.events.disabledApps()).toEqual([])
    for (let index = 0; index < 40; index += 1) ada.post('C0DEV', 'x')
    await slack.events.idle()
    expect(slack.events.disabledApps()).toEqual([app.id])
    isDown = false
    const before = receiver.received.length
    ada.post('C0DEV', 'lost')
    await slack.events.idle()
    expect(receiver.received).toHaveLength(before)
    expect(slack.events.deliveries().at(-1)).toMatchObject({ state: 'lost', attempts: [] })
    slack.updateApp(app.id, { eventsUrl: receiver.url })
    ada.post('C0DEV', 'heard')
    await slack.events.idle()
    expect(receiver.events().at(-1)).toMatchObject({ text: 'heard' })
  })
})
