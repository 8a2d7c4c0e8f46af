import { ensureDashboardBuilt } from './build-dashboard.ts'

/** Before browser tests: what they open is built of these sources. */
export const setup = (): Promise<void> => ensureDashboardBuilt()
