import type { ServiceConfig } from '../../config.ts'

/** Whether a person runs this server, by the setting OPERATORS. */
export const isOperator = (config: Pick<ServiceConfig, 'OPERATORS'>, { teamId, userId }: { teamId: string; userId: string }): boolean =>
  config.OPERATORS.includes(`${teamId}/${userId}`)
