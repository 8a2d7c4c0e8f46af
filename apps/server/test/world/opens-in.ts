import { type FakeSlack, openVisitor } from '@backscroll/fake-slack'

/** Whether a permalink leads this person to a page that shows the very message. */
export async function opensIn(slack: FakeSlack, link: string, userId: string): Promise<boolean> {
  const target = new URL(link)
  target.searchParams.set('as', userId)
  const page = await openVisitor().open(target.href)
  const [, seconds, micros] = /\/p(\d{10})(\d{6})/.exec(link) ?? []
  const marker = `data-ts="${seconds}.${micros}"`
  return target.origin === slack.url && page.status === 200 && page.text.includes('permalink-target') && page.text.includes(marker)
}
