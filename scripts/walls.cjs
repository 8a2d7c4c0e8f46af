// The import walls of the house, each an error. scripts/walls.test.ts plants one violation per rule and proves that it is found.
const APPS_SERVER = '^apps/server/src/'
const TESTS = '(\\.test\\.ts$|/test/|/bench/|/accept/|^packages/testkit/)'
const adapters = ['db', 'search', 'models', 'slack']

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'core-and-contracts-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/(core|contracts)/', pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: '^packages/$1/' },
    },
    ...adapters.map((room) => ({
      name: `${room}-imports-only-core`,
      severity: 'error',
      from: { path: `^packages/${room}/`, pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: `^packages/(${room}|core)/` },
    })),
    {
      name: 'fake-slack-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/fake-slack/' },
      to: { path: '^(packages|apps)/', pathNot: '^packages/fake-slack/' },
    },
    {
      name: 'slack-and-fake-slack-do-not-share-code',
      severity: 'error',
      from: { path: '^packages/slack/src/', pathNot: TESTS },
      to: { path: '^packages/fake-slack/' },
    },
    { name: 'packages-never-import-apps', severity: 'error', from: { path: '^packages/' }, to: { path: '^apps/' } },
    {
      name: 'only-a-package-index-is-imported',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: { path: '^packages/[^/]+/', pathNot: '^packages/([^/]+/src/index\\.ts$|$2/)' },
    },
    {
      name: 'dashboard-imports-only-contracts',
      severity: 'error',
      from: { path: '^apps/dashboard/', pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: '^(apps/dashboard|packages/contracts)/' },
    },
    {
      name: 'demo-imports-only-its-neighbours',
      severity: 'error',
      from: { path: '^apps/demo/', pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: '^(apps/demo/|packages/(fake-slack|db|core)/|apps/server/src/index\\.ts$)' },
    },
    {
      name: 'flows-know-no-transport',
      severity: 'error',
      from: { path: `${APPS_SERVER}flows/`, pathNot: TESTS },
      to: { path: `${APPS_SERVER}(http|jobs|ops|ingest|socket)/|node_modules/(fastify|pg-boss)/` },
    },
    {
      name: 'doors-do-not-meet',
      severity: 'error',
      from: { path: `${APPS_SERVER}(http|jobs|ops|ingest|socket)/`, pathNot: TESTS },
      to: { path: `${APPS_SERVER}(http|jobs|ops|ingest|socket)/`, pathNot: `${APPS_SERVER}$1/` },
    },
    {
      name: 'routes-reach-the-database-only-through-flows',
      severity: 'error',
      from: { path: `${APPS_SERVER}http/`, pathNot: TESTS },
      to: { path: '^packages/(db|search|models)/' },
    },
    {
      name: 'search-and-models-are-wired-only-in-the-context',
      severity: 'error',
      from: { path: '^apps/server/src/', pathNot: `${TESTS}|^apps/server/src/context\\.ts$` },
      to: { path: '^packages/(search|models)/' },
    },
    {
      name: 'stand-ins-only-in-tests-and-the-demo',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: `${TESTS}|^apps/demo/|^packages/fake-slack/` },
      to: { path: '^packages/(testkit|fake-slack)/' },
    },
    {
      name: 'postgres-lives-in-db',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: `^packages/db/|${TESTS}` },
      to: { path: 'node_modules/(drizzle-orm|postgres|pg-boss)/' },
    },
    {
      name: 'lancedb-lives-in-search',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: '^packages/search/' },
      to: { path: 'node_modules/(@lancedb|apache-arrow|aws4fetch)/' },
    },
    {
      name: 'cohere-lives-in-models',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: '^packages/(models|testkit)/' },
      to: { path: 'node_modules/.*cohere-ai/' },
    },
    {
      name: 'slack-sdk-lives-in-slack',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: `^packages/slack/|${TESTS}` },
      to: { path: 'node_modules/.*@slack/(web-api|oauth|bolt|socket-mode)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/browser/|/world/build-|/dist/)' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'require', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
