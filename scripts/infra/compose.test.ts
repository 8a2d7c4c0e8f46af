import { fileURLToPath } from 'node:url'
import { DCLinter } from 'dclint'
import { expect, test } from 'vitest'
import { settingsReference } from '../../apps/server/src/config.ts'
import { infraText, infraYaml } from './read-infra.ts'

interface Service {
  image: string
  command?: string[]
  environment?: Record<string, string>
  ports?: string[]
  volumes?: string[]
  profiles?: string[]
  depends_on?: Record<string, { condition: string }>
}

const { services } = infraYaml('compose.yaml') as { services: Record<string, Service> }

/** The schema of compose-spec, and rules of style. Whether images exist and start is not checked: that needs a daemon and a network. */
test('compose.yaml is what compose takes: no key that it does not know, no port or version left to chance', () => {
  const linter = new DCLinter({
    rules: {
      'service-dependencies-alphabetical-order': 0,
      'service-keys-order': 0,
      'services-alphabetical-order': 0,
      'no-build-and-image': 0,
      'top-level-properties-order': 0,
    },
    quiet: false,
    debug: false,
    exclude: [],
  })
  const found: { messages: { line: number; rule: string; message: string }[] }[] = linter.lintFiles(
    [fileURLToPath(new URL('../../infra/compose.yaml', import.meta.url))],
    false,
  )
  expect(found.flatMap(({ messages }) => messages.map(({ line, rule, message }) => `${line} ${rule}: ${message}`))).toEqual([])
})

test('migrations run once before api and worker, which share everything but their verb', () => {
  for (const [name, verb] of [
    ['api', 'api'],
    ['worker', 'worker'],
    ['migrate', 'migrate'],
  ] as const)
    expect(services[name]).toMatchObject({ image: services.api?.image, command: [verb], environment: services.api?.environment })
  for (const name of ['api', 'worker'])
    expect(services[name]?.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } })
  expect(services.postgres?.volumes?.[0]).toBe('postgres-data:/var/lib/postgresql')
  expect(services.caddy?.profiles).toEqual(['https'])
  expect(services.minio?.profiles).toEqual(['object-store'])
})

test('settings have names that exist, secrets come from outside, and only Caddy is reached from other machines', () => {
  const known = new Set(settingsReference().map(({ name }) => name))
  expect(Object.keys(services.api?.environment ?? {}).filter((name) => !known.has(name))).toEqual([])
  for (const [name, value] of Object.values(services).flatMap(({ environment = {} }) => Object.entries(environment)))
    if (/PASSWORD|SECRET|TOKEN|KEY/.test(name)) expect({ name, value }).toEqual({ name, value: expect.stringMatching(/^\$\{/) })
  const open = Object.entries(services).filter(([, { ports = [] }]) => ports.some((port) => !port.startsWith('127.0.0.1:')))
  expect(open.map(([name]) => name)).toEqual(['caddy'])
  expect(infraText('compose/Caddyfile')).toMatch(/@operator path \/metrics \/health\n\trespond @operator 404/)
})
