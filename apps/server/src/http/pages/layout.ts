import { type Html, html } from './html.ts'

/** A quiet mark as an image inside of the page, so that no browser asks for a file that is not there. */
const ICON =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E%3Crect width=%2216%22 height=%2216%22 rx=%223%22 fill=%22%231f5f8b%22/%3E%3Cpath d=%22M4 5h8M4 8h8M4 11h5%22 stroke=%22%23fff%22 stroke-width=%221.5%22/%3E%3C/svg%3E'

/**
 * The frame of every page of the install flow: one column, readable, no script unless a page brings one.
 * `bare` pages are sent under a policy that allows a style sheet and nothing else.
 */
export const layout = (page: { title: string; body: Html; script?: string; kind?: 'bare' }): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
${
  page.kind === 'bare'
    ? html``
    : html`<link rel="icon" href="${ICON}">
`
}<link rel="stylesheet" href="/assets/install.css">
</head>
<body>
<header><a href="/" class="brand">Backscroll</a></header>
<main>${page.body}</main>
${page.script ? html`<script type="module" src="${page.script}"></script>` : html``}
</body>
</html>`.markup
