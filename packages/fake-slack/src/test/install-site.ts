import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Installation, InstallProvider, LogLevel } from '@slack/oauth'
import { afterEach } from 'vitest'
import type { FakeSlack } from '../index.ts'
import { app, SCOPES } from './acme.ts'
import { silentLogger } from './web-client.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A site that installs the app through `@slack/oauth`; its redirect URL is registered with the app. */
export async function startInstallSite(slack: FakeSlack): Promise<{ url: string; installations: Installation[]; failures: Error[] }> {
  const installations: Installation[] = []
  const failures: Error[] = []
  const provider = new InstallProvider({
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    stateSecret: 'state-secret-of-the-test',
    authorizationUrl: slack.authorizeUrl,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logger: silentLogger,
    logLevel: LogLevel.ERROR,
    directInstall: true,
    installationStore: {
      storeInstallation: async (installation) => {
        installations.push(installation as Installation)
      },
      fetchInstallation: () => Promise.reject(new Error('not used')),
    },
  })
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    const redirectUri = `${url}/callback`
    if (path.startsWith('/install')) void provider.handleInstallPath(request, response, {}, { scopes: SCOPES, redirectUri })
    else {
      void provider.handleCallback(request, response, {
        success: (_installation, _options, _request, reply) => void reply.end('installed'),
        failure: (error, _options, _request, reply) => {
          failures.push(error)
          reply.end('failed')
        },
      })
    }
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  slack.updateApp(app.id, { redirectUrls: [`${url}/callback`] })
  return { url, installations, failures }
}

/** The hidden fields of the consent page, as its form would send them. */
export function formOf(html: string): URLSearchParams {
  const form = new URLSearchParams()
  const plain = (text: string) =>
    text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
  for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g))
    form.append(name, plain(value))
  for (const [, value = ''] of html.matchAll(/<input type="checkbox" name="grant" value="([^"]*)" checked/g))
    form.append('grant', plain(value))
  return form
}
