export type { MaintenanceStep } from './maintenance-plan.ts'
export { openSearch, type SearchOptions, type SearchStore } from './search-store.ts'
