import { describe, expect, test, vi } from 'vitest'
import { openVisitor } from '../index.ts'
import { acme, app, globex, startAcme } from './acme.ts'
import { startBolt } from './bolt-app.ts'
import { startInstallSite } from './install-site.ts'
import { inputBlock, type ModalView, modal, option, plain, startModals } from './modal-app.ts'
import { startReceiver } from './receiver.ts'
import { clientFor, errorOf } from './web-client.ts'

describe('a trigger id', () => {
  test('opens one view, within three seconds, for its own app', async () => {
    const { slack, ada, client, triggers } = await startModals()
    await ada.globalShortcut('ask')
    await vi.waitFor(() => expect(ada.view()).not.toBeNull())
    const used = triggers[0] ?? ''
    expect(await errorOf(client.views.open({ trigger_id: used, view: modal() }))).toBe('exchanged_trigger_id')
    expect(await errorOf(client.views.open({ trigger_id: '1.2.abc', view: modal() }))).toBe('invalid_trigger_id')
    slack.updateApp('A0OTHER', {
      id: 'A0OTHER',
      name: 'Other',
      clientId: '8.8',
      clientSecret: 'x',
      signingSecret: 'x',
      botName: 'other',
      scopes: ['chat:write'],
      redirectUrls: [],
    })
    const other = clientFor(slack, slack.installDirectly('A0OTHER', 'T0ACME', 'U0ADA').botToken)
    expect(await errorOf(other.views.open({ trigger_id: used, view: modal() }))).toBe('invalid_trigger_id')
  })

  test('is expired after three seconds', async () => {
    const triggers: string[] = []
    const { slack, ada, client } = await startBolt((bolt) => {
      bolt.shortcut('ask', async ({ ack, shortcut }) => {
        triggers.push(shortcut.trigger_id)
        await ack()
      })
    })
    await ada.globalShortcut('ask')
    await slack.testClock.advance(3000)
    expect(await errorOf(client.views.open({ trigger_id: triggers[0] ?? '', view: modal() }))).toBe('expired_trigger_id')
    expect(ada.view()).toBeNull()
  })
})

describe('views are refused', () => {
  test('when they are not what a modal may be; the trigger is then still good', async () => {
    const { ada, client, triggers } = await startModals(modal({ title: plain('x'.repeat(25)) }))
    await ada.globalShortcut('ask')
    await vi.waitFor(() => expect(triggers).toHaveLength(1))
    const open = (view: object) => errorOf(client.views.open({ trigger_id: triggers[0] ?? '', view: view as ModalView }))
    const divider = { type: 'divider' }
    expect(await open(modal({ private_metadata: 'x'.repeat(3001) }))).toBe('invalid_arguments')
    expect(await open(modal({ blocks: Array.from({ length: 101 }, () => divider) }))).toBe('invalid_arguments')
    expect(await open({ ...modal(), title: undefined })).toBe('invalid_arguments')
    expect(await open({ ...modal(), submit: undefined })).toBe('invalid_arguments')
    expect(await open({ ...modal(), type: 'home' })).toBe('invalid_arguments')
    expect(await open(modal({ blocks: [{ type: 'markdown', text: 'x' }] }))).toBe('invalid_arguments')
    expect(await open(modal({ blocks: [inputBlock('a'), inputBlock('a')] }))).toBe('invalid_arguments')
    const wide = Array.from({ length: 95 }, () => ({ type: 'section', text: plain('x'.repeat(3000)) }))
    expect(await open(modal({ blocks: wide as never }))).toBe('view_too_large')
    expect(await open(modal())).toBe('no error')
    expect(ada.view()).not.toBeNull()
  })

  test('when their hash is old, their external id taken, or nothing is there', async () => {
    const { ada, bob, client, triggers, open } = await startModals(modal({ external_id: 'mine' }))
    const { id, hash } = await open()
    const fresh = modal({ title: plain('Fresh'), external_id: 'mine' })
    expect(await errorOf(client.views.update({ view_id: id, hash: '1.old', view: fresh }))).toBe('hash_conflict')
    await client.views.update({ external_id: 'mine', hash, view: fresh })
    expect(ada.view()?.view).toMatchObject({ id, title: { text: 'Fresh' } })
    expect(await errorOf(client.views.update({ view_id: id, hash, view: fresh }))).toBe('hash_conflict')
    expect(await errorOf(client.views.update({ view_id: 'V0', view: fresh }))).toBe('not_found')
    await bob.globalShortcut('ask')
    await vi.waitFor(() => expect(triggers).toHaveLength(2))
    const taken = client.views.open({ trigger_id: triggers[1] ?? '', view: fresh })
    expect(await errorOf(taken)).toBe('duplicate_external_id')
    expect(await errorOf(client.views.push({ trigger_id: triggers[1] ?? '', view: modal() }))).toBe('not_found')
  })

  test('when a fourth would lie over three', async () => {
    const errors: string[] = []
    const pushing = modal({
      submit: plain('Go'),
      blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'deeper', text: plain('Deeper') }] }],
    })
    const { ada, open } = await startModals(pushing, (bolt) => {
      bolt.action('deeper', async ({ ack, body, client }) => {
        if (body.type === 'block_actions') errors.push(await errorOf(client.views.push({ trigger_id: body.trigger_id, view: pushing })))
        await ack()
      })
    })
    await open()
    for (let depth = 1; depth <= 3; depth += 1) await ada.pressInView('deeper')
    expect(errors).toEqual(['no error', 'no error', 'push_limit_reached'])
  })
})

describe('the Home tab', () => {
  test('has buttons, menus and inputs that tell the app, which publishes it anew', async () => {
    const home = (text: string) => ({
      type: 'home' as const,
      blocks: [
        {
          type: 'section' as const,
          block_id: 'b_s',
          text: plain(text),
          accessory: { type: 'static_select' as const, action_id: 'pick', options: ['a', 'b'].map(option) },
        },
        {
          type: 'actions' as const,
          elements: ['C1', 'C2'].map((value, index) => ({
            type: 'button' as const,
            action_id: `reindex_${index}`,
            text: plain(value),
            value,
          })),
        },
      ],
    })
    const heard: unknown[] = []
    const { slack, ada, bob, client, installed } = await startBolt((bolt) => {
      bolt.action(/.*/, async ({ ack, action, body, client: web }) => {
        await ack()
        heard.push([action, body])
        await web.views.publish({ user_id: body.user.id, view: home('anew') })
      })
    })
    const { view } = await client.views.publish({ user_id: 'U0ADA', view: home('at first') })
    await ada.pressInHome(installed.botUserId, 'pick', 'b')
    await vi.waitFor(() => expect(JSON.stringify(slack.world.home('A0APP', 'U0ADA'))).toContain('anew'))
    await ada.pressInHome(installed.botUserId, 'reindex_1')
    expect(heard).toMatchObject([
      [
        { type: 'static_select', selected_option: option('b') },
        { container: { type: 'view' }, view: { id: view?.id, type: 'home' } },
      ],
      [{ value: 'C2' }, { view: { state: { values: { b_s: { pick: { selected_option: option('b') } } } } } }],
    ])
    await expect(bob.pressInHome(installed.botUserId, 'pick', 'b')).rejects.toThrow('view_not_found')
    await expect(ada.pressInHome(installed.botUserId, 'pick', 'c')).rejects.toThrow('option_not_found')
    slack.updateApp('A0APP', { homeTab: 'off' })
    expect(await errorOf(client.views.publish({ user_id: 'U0ADA', view: home('x') }))).toBe('not_enabled')
  })
})

test('under an org-wide install one token opens views in the workspace where a person pressed, and publishes Homes there', async () => {
  const workspaces = [acme, globex].map((workspace) => ({ ...workspace, enterpriseId: 'E0CORP' }))
  const slack = await startAcme({ workspaces })
  const site = await startInstallSite(slack)
  await openVisitor().decide(`${site.url}/install`, { teamId: 'E0CORP', userId: 'U0ADA', decision: 'allow' })
  slack.org.grant({ appId: app.id, enterpriseId: 'E0CORP', teamIds: ['T0ACME', 'T0GLOB'] })
  const client = clientFor(slack, site.installations[0]?.bot?.token)
  const receiver = await startReceiver({ secret: app.signingSecret, nowMs: () => slack.clock.nowMs() })
  slack.updateApp(app.id, { interactionsUrl: receiver.url })
  const hank = slack.as('T0GLOB', 'U0HANK')
  await hank.globalShortcut('ask')
  const payload = JSON.parse(new URLSearchParams(receiver.received[0]?.body).get('payload') ?? '{}') as { trigger_id: string }
  expect(payload).toMatchObject({
    team: { id: 'T0GLOB', enterprise_id: 'E0CORP' },
    enterprise: { id: 'E0CORP' },
    is_enterprise_install: true,
  })
  const { view } = await client.views.open({ trigger_id: payload.trigger_id, view: modal() })
  expect(view).toMatchObject({ app_installed_team_id: 'T0GLOB' })
  await client.views.update({ view_id: view?.id ?? '', view: modal({ title: plain('Changed') }) })
  expect(hank.view()?.view.title).toMatchObject({ text: 'Changed' })
  await client.views.publish({ user_id: 'U0ADA', view: { type: 'home', blocks: [] } })
  expect(slack.world.home(app.id, 'U0ADA')).toMatchObject({ team_id: 'T0ACME' })
})
