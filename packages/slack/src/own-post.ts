/** Who we are in one workspace; from the installation. */
export interface Self {
  botUserId: string
  botId: string | null
  appId: string
}

/** Whether a message was posted by our own app, whatever shape Slack gave it. */
export const isOwnPost = (author: { user: string | null; bot_id: string | null; app_id: string | null }, self: Self): boolean =>
  (author.bot_id !== null && author.bot_id === self.botId) ||
  (author.app_id !== null && author.app_id === self.appId) ||
  (author.user !== null && author.user === self.botUserId)
