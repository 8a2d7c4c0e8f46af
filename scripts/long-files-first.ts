import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, longest first: begun last, one of these would keep a single worker busy while the others have nothing left. */
const LONG = [
  'apps/dashboard/test/journey.e2e',
  'apps/dashboard/test/every-page.e2e',
  'apps/demo/test/demo.e2e',
  'apps/server/test/chaos',
  'apps/server/test/tenancy',
  'apps/server/test/kill-worker',
  'apps/server/test/backfill-limits',
  'apps/server/test/cli',
  'apps/server/test/onboarding',
  'apps/server/test/backfill',
  'apps/demo/test/questions.e2e',
  'apps/server/test/reconcile',
  'apps/server/test/channels',
  'apps/server/test/ingest',
  'apps/server/test/reindex',
]

/** Orders the files of a run: the long ones, then everything that needs a server, then what is pure; each as Vitest would have it. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.sort((a, b) => rankOf(a) - rankOf(b))
  }
}

function rankOf({ moduleId, project }: TestSpecification): number {
  const place = LONG.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
  if (place >= 0) return place
  return LONG.length + (project.name === 'unit' ? 1 : 0)
}
