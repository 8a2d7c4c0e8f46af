import type { Context } from '../../../context.ts'
import { chooseModels } from '../../../model-choice.ts'
import { VERSION } from '../../../version.ts'
import type { Finding, Issue } from '../system-part.ts'

const OLDEST_NODE = 24

/** What the settings say that a person should know, and the versions of this process. */
export async function checkConfig({ config }: Pick<Context, 'config'>): Promise<Finding> {
  const url = new URL(config.PUBLIC_URL)
  const issues: Issue[] = []
  if (url.pathname !== '/' || url.search !== '')
    issues.push({
      problem: 'PUBLIC_URL has a path: Slack and browsers are sent to addresses at its root.',
      remedy: 'Give the address without a path, such as https://backscroll.example.com.',
    })
  if (url.protocol === 'http:' && config.SLACK_TRANSPORT === 'http' && !config.SLACK_API_URL.startsWith('http:'))
    issues.push({
      problem: 'PUBLIC_URL leads to this machine alone: Slack cannot deliver events to it.',
      remedy: 'Put a proxy with https in front and set PUBLIC_URL to its address, or set SLACK_TRANSPORT=socket.',
    })
  for (const problem of chooseModels(config).warnings)
    issues.push({ problem, remedy: 'Correct the name, or ignore this when it is right.' })
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE)
    issues.push({ problem: `Node ${process.versions.node} is too old.`, remedy: `Run Backscroll with Node ${OLDEST_NODE} or newer.` })
  return {
    issues,
    facts: {
      version: VERSION,
      node: process.versions.node,
      publicUrl: config.PUBLIC_URL,
      transport: config.SLACK_TRANSPORT,
      sealingKeys: config.TOKEN_KEYS.split(',').length,
      traces: config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? 'off' : 'on',
      rssMiB: Math.round(process.memoryUsage.rss() / (1 << 20)),
      uptimeSeconds: Math.round(process.uptime()),
    },
  }
}
