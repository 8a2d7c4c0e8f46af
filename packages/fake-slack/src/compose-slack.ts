import { actorOf } from './actor/actor.ts'
import type { FakeSlack, FakeSlackOptions } from './contract.ts'
import { appOf, installApp, installationOf } from './deeds/install.ts'
import { grantAccess, revokeAccess } from './deeds/org-access.ts'
import { uninstallApp } from './deeds/uninstall.ts'
import { clearOutbox, eventControls } from './events/controls.ts'
import type { Outbox } from './events/outbox.ts'
import { platformOf } from './platform.ts'
import { SlackRefusal } from './refusal.ts'
import type { AppSeed } from './seeds.ts'
import type { Stage } from './stage.ts'
import type { WebApi } from './web-api/door.ts'
import { createMint } from './world/mint.ts'
import { seedWorkspace } from './world/seeding.ts'
import { fromSnapshot, toSnapshot } from './world/snapshot.ts'
import { emptyState, type State } from './world/state.ts'
import type { StoredApp } from './world/types.ts'
import { worldOf } from './world/view.ts'

const NEW_APP: StoredApp = {
  id: '',
  name: '',
  clientId: '',
  clientSecret: '',
  signingSecret: '',
  botName: '',
  scopes: [],
  optionalScopes: [],
  redirectUrls: [],
}

function tellAll(stage: Stage): void {
  for (const teamId of stage.state.workspaces.keys()) stage.changed({ teamId, kind: 'reset' })
}

function updateApp(stage: Stage, appId: string, patch: Partial<AppSeed>): void {
  const known = stage.state.apps.get(appId)
  if (!known && !(patch.clientId && patch.signingSecret && patch.name)) throw new SlackRefusal('invalid_app_id')
  stage.state.apps.set(appId, { ...NEW_APP, ...known, ...patch, id: appId })
  for (const teamId of stage.state.workspaces.keys()) stage.changed({ teamId, kind: 'app' })
}

function seedAll(stage: Stage, options: FakeSlackOptions): void {
  for (const app of options.apps ?? []) updateApp(stage, app.id, app)
  for (const workspace of options.workspaces ?? []) seedWorkspace(stage.state, workspace, stage.clock.nowMs())
}

interface Parts {
  stage: Stage
  outbox: Outbox
  api: WebApi
  options: FakeSlackOptions
}

/** Everything of a FakeSlack but its addresses and its end; seeds the world of the options. */
export function composeSlack({
  stage,
  outbox,
  api,
  options,
}: Parts): Omit<FakeSlack, 'url' | 'apiUrl' | 'controlUrl' | 'authorizeUrl' | 'close'> {
  const events = eventControls(stage, outbox)
  const startOver = (state: State) => {
    clearOutbox(outbox)
    stage.state = state
  }
  seedAll(stage, options)
  return {
    world: worldOf(stage),
    clock: stage.clock,
    as: (teamId, userId) => actorOf(stage, teamId, userId),
    seed(workspace) {
      seedWorkspace(stage.state, workspace, stage.clock.nowMs())
      stage.changed({ teamId: workspace.id, kind: 'reset' })
    },
    updateApp(appId, patch) {
      updateApp(stage, appId, patch)
      if (patch.eventsUrl) outbox.health.enable(appId)
    },
    platform: platformOf(stage),
    events,
    faults: { add: (rule) => api.faults.add(rule), clear: () => api.faults.clear() },
    limits: {
      multiply: (factor) => api.limiter.multiply(factor),
      switchOff: () => api.limiter.switchOff(),
      switchOn: () => api.limiter.switchOn(),
    },
    signIn: {
      fault: (kind) => void api.oidc.faults.push(kind),
      rotateKeys: (older) => api.oidc.keys.rotate(older),
    },
    requests: () => api.seen,
    sockets: stage.sockets,
    org: { grant: (access) => grantAccess(stage, access), revoke: (access) => revokeAccess(stage, access) },
    async uninstall(teamId, appId, order = 'uninstalled-first') {
      const installation = installationOf(stage.state, appId, teamId)
      if (!installation?.isActive) throw new SlackRefusal('not_installed')
      uninstallApp(stage, installation, { order, tokenState: order === 'revoked-first' ? 'revoked' : 'uninstalled' })
      await events.idle()
    },
    installDirectly(appId, teamId, installerId) {
      const app = appOf(stage, appId)
      if (!stage.state.workspaces.has(teamId)) throw new SlackRefusal('team_not_found')
      const { botToken, botUserId, botId, scopes } = installApp(stage, app, { teamId, installerId, scopes: app.scopes })
      return { botToken, botUserId, botId, scope: scopes.join(',') }
    },
    snapshot: () => toSnapshot(stage.state, stage.mint.position()),
    restore(snapshot) {
      const { state, mintPosition } = fromSnapshot(snapshot)
      startOver(state)
      stage.mint = createMint(mintPosition)
      tellAll(stage)
    },
    reset() {
      startOver(emptyState())
      stage.mint = createMint(options.seed ?? 1)
      api.faults.clear()
      api.limiter.clear()
      api.oidc.faults.length = 0
      api.seen.length = 0
      seedAll(stage, options)
      tellAll(stage)
    },
  }
}
