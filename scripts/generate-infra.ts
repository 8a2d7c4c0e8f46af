/** `node scripts/generate-infra.ts`: writes the files of `infra/` and `docs/` that follow from the code. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { settingsReference } from '../apps/server/src/config.ts'
import { VERSION } from '../apps/server/src/version.ts'
import { openApi } from '../packages/contracts/src/index.ts'
import { slackManifest } from '../packages/slack/src/index.ts'
import { grafanaDashboard } from './grafana-dashboard.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const EXAMPLE_URL = 'https://backscroll.example.com'
const LINE_WIDTH = 140

/** What a setting looks like where the schema alone cannot show it. */
const EXAMPLES: Readonly<Record<string, string>> = { PUBLIC_URL: EXAMPLE_URL, SLACK_APP_ID: 'A0123ABCD', DATA_DIR: '.data' }

/** The content of each generated file by its path below the repository. */
export const infraFiles = (): Record<string, string> => ({
  'infra/slack/manifest.json': asJson(slackManifest(EXAMPLE_URL)),
  'infra/env.example': envExample(),
  'docs/openapi.json': `${JSON.stringify(openApi(VERSION), null, 2)}\n`,
  'infra/observability/grafana-dashboard.json': `${JSON.stringify(grafanaDashboard(), null, 2)}\n`,
})

/** JSON as the formatter leaves it: a list that fits into a line stands in one. */
function asJson(value: object): string {
  const spread = JSON.stringify(value, null, 2)
  const folded = spread.replaceAll(
    /^( *)(.*)\[\n([^[\]{}]*?)\n *\](,?)$/gm,
    (list, indent: string, before: string, items: string, comma: string) => {
      const line = `${indent}${before}[${items.trim().replaceAll(/\n */g, ' ')}]${comma}`
      return line.length <= LINE_WIDTH ? line : list
    },
  )
  return `${folded}\n`
}

function envExample(): string {
  const settings = settingsReference().map(({ name, fallback, required, meaning }) => {
    const value = fallback ?? EXAMPLES[name] ?? ''
    return `# ${meaning}${required ? ' Required.' : ''}\n${required ? '' : '#'}${name}=${value}\n`
  })
  return [
    '# The settings of Backscroll. Each may also be given as a file: NAME_FILE=/path/of/a/file.',
    '# A line with a leading # shows a default; nothing has to be set there.\n',
    ...settings,
  ].join('\n')
}

if (import.meta.main) {
  for (const [file, content] of Object.entries(infraFiles())) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), content)
    console.error(`wrote ${file}`)
  }
}
