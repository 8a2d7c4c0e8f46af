/** Checks the import walls and proves that there was something to check: dependency-cruiser reports "no violations" over nothing, too. */
import { cruiseTree } from './cruise.ts'

const report = await cruiseTree('.')
for (const { rule, from, to } of report.violations) console.error(`${rule}: ${from} -> ${to}`)
if (report.modules === 0) console.error('no modules were read: the walls were not checked')
console.log(`import walls: ${report.modules} modules, ${report.violations.length} violations`)
process.exitCode = report.violations.length === 0 && report.modules > 0 ? 0 : 1
