import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export interface WallReport {
  /** Modules of ours that were read. */
  modules: number
  violations: { rule: string; from: string; to: string }[]
}

interface CruiseResult {
  modules: { source: string }[]
  summary: { violations: { rule: { name: string }; from: string; to: string }[] }
}

const rules = fileURLToPath(new URL('walls.cjs', import.meta.url))
const readUsing = fileURLToPath(new URL('read-using.cjs', import.meta.url))
const bin = fileURLToPath(new URL('../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', import.meta.url))

/** Reads `apps` and `packages` below a directory and applies the walls to them. */
export async function cruiseTree(directory: string): Promise<WallReport> {
  const roots = ['apps', 'packages'].filter((root) => existsSync(path.join(directory, root)))
  const output = execFileSync(process.execPath, ['--require', readUsing, bin, '--config', rules, '--output-type', 'json', ...roots], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const result = JSON.parse(output) as CruiseResult
  return {
    modules: result.modules.filter((module) => /^(apps|packages)\//.test(module.source)).length,
    violations: result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}
