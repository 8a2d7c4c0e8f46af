import { teamId } from '@backscroll/core'
import { Command } from 'commander'
import { reindexTeam } from '../flows/index/reindex-team.ts'
import { withService } from './service.ts'
import { progressLine, report } from './terminal.ts'

/** `reindex`: builds a workspace's search index anew while the old one answers. */
export const reindexVerb = (): Command =>
  new Command('reindex')
    .description("build a workspace's search index anew; the old one answers until it is done")
    .requiredOption('--team <id>', 'workspace id, T...')
    .option('--json', 'one JSON object on standard output')
    .action((options: { team: string; json?: boolean }) =>
      withService(async (ctx) => {
        const startedMs = ctx.clock.nowMs()
        const progress = progressLine()
        const done = await reindexTeam(ctx, { teamId: teamId(options.team) }, ({ done, total }) =>
          progress.show(`${done} of ${total} messages (${total === 0 ? 100 : Math.min(100, Math.floor((100 * done) / total))} %)`),
        )
        progress.end()
        const tookMs = ctx.clock.nowMs() - startedMs
        report({ ok: true, team: options.team, ...done, tookMs }, options, [
          `${done.messages} messages are in the new index (version ${done.version}, ${done.embedderId}) after ${(tookMs / 1_000).toFixed(1)} s.`,
        ])
      }),
    )
