import { type Html, html } from '../html.ts'

interface Page {
  readonly title: string
  readonly body: Html
  /** Read by the browser script; absent on pages without live parts. */
  readonly client?: {
    readonly domain: string
    readonly as: string
    readonly channel: string
    readonly thread: string
    /** `app`: a DM with an app, in which every message begins a thread. */
    readonly kind: 'app' | 'channel' | 'im' | 'mpim'
  }
}

/** The frame of every page: banner, style sheet, browser script. */
export const page = ({ title, body, client }: Page): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} | Stand-in Slack</title>
<link rel="icon" href="/_client/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/_client/style.css">
<script type="module" src="/_client/client.js"></script>
</head>
<body class="${client ? 'live' : 'plain-page'}" data-domain="${client?.domain}" data-as="${client?.as}" data-channel="${client?.channel}" data-thread="${client?.thread}" data-kind="${client?.kind}">
<p class="banner" data-testid="banner">Stand-in Slack for Backscroll. Nothing here leaves this machine.</p>
${body}
</body>
</html>
`
