import type { Locator, Page } from 'playwright-core'
import type { Demo } from '../src/run-demo.ts'

/** Presses "Add to Slack" on the first page and chooses a workspace and its owner, up to the decision. */
export async function beginInstall(page: Page, demo: Demo, teamId: string): Promise<void> {
  const workspace = demo.world.workspaces.find(({ id }) => id === teamId)
  const owner = workspace?.users.find((user) => user.isOwner)
  if (!owner) throw new Error(`the demo has no owner in ${teamId}`)
  await page.goto(demo.serverUrl)
  await page.getByTestId('add-to-slack').click()
  await page.getByTestId(`workspace-${teamId}`).click()
  await page.getByTestId('oauth-user').selectOption(owner.id)
}

/** Installs and stays on the page that shows the reading until all is read. */
export async function install(page: Page, demo: Demo, teamId: string): Promise<void> {
  await beginInstall(page, demo, teamId)
  await page.getByTestId('oauth-allow').click()
  await page.waitForURL('**/slack/installed')
  await page.locator('#progress[data-state="ready"]').waitFor()
}

/** Opens the stand-in Slack in a workspace as one of its people. */
export async function openSlackAs(page: Page, demo: Demo, teamId: string, userId: string): Promise<void> {
  await page.goto(`${demo.slack.url}/${demo.slack.world.workspace(teamId)?.domain}?as=${userId}`)
}

/** Types `/ask` into the composer. @returns the answer, once it stands there. */
export async function ask(page: Page, question: string): Promise<Locator> {
  await page.getByTestId('composer').waitFor()
  // the field is there before the script that sends what stands in it
  await page.waitForLoadState('domcontentloaded')
  const answers = page.getByTestId('ephemeral').filter({ hasText: `You asked: ${question}` })
  const earlier = await answers.count()
  await page.getByTestId('composer').fill(`/ask ${question}`)
  await page.getByTestId('composer').press('Enter')
  const answer = answers.nth(earlier)
  await answer.waitFor()
  return answer
}

/** The links of an answer to messages. */
export const linksOf = (answer: Locator): Locator => answer.locator('a[href*="/archives/"]')
