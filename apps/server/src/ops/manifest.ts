import { InvalidInputError } from '@backscroll/core'
import { slackManifest } from '@backscroll/slack'
import { Command } from 'commander'
import { processEnvironment } from '../config.ts'
import { report } from './terminal.ts'

/** `manifest`: the Slack app for this address, as JSON and as a link that creates it. */
export const manifestVerb = (): Command =>
  new Command('manifest')
    .description('the manifest of the Slack app, and a link that creates the app')
    .option('--url <address>', 'public address of this server; default PUBLIC_URL')
    .option('--socket', 'for a host without a public address: Socket Mode instead of request addresses')
    .option('--json', 'the manifest alone, as one JSON object')
    .action((options: { url?: string; socket?: boolean; json?: boolean }) => {
      const url = options.url ?? processEnvironment().PUBLIC_URL
      if (!url || !URL.canParse(url)) throw new InvalidInputError('Give the public address of this server with --url or PUBLIC_URL.')
      const manifest = slackManifest(url.replace(/\/+$/, ''), options.socket ? 'socket' : 'http')
      const link = `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest))}`
      report(manifest, options, [JSON.stringify(manifest, null, 2), '', 'Create the app with this link:', link])
    })
