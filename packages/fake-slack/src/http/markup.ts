/** Text made safe for HTML, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; background: Canvas; color: CanvasText; }
.banner { padding: .5rem 1rem; background: #7c2d12; color: #fff; font-size: .875rem; text-align: center; }
main { max-width: 34rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
fieldset { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid color-mix(in srgb, CanvasText 25%, Canvas); border-radius: .5rem; }
label { display: block; margin: .25rem 0; }
select { font: inherit; max-width: 100%; padding: .25rem; }
button { font: inherit; padding: .5rem 1.25rem; border-radius: .375rem; border: 1px solid #14532d; cursor: pointer; }
button.primary { background: #14532d; color: #fff; }
nav a[aria-current] { font-weight: 700; }
nav a { margin-right: .75rem; }
code { font-family: ui-monospace, monospace; font-size: .875rem; }
`

/** A page of the stand-in, with the banner that says so. `bodyHtml` is markup: its values are already escaped. */
export function pageOf(title: string, bodyHtml: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><div class="banner" data-testid="banner">This is a stand-in for Slack. Nothing here reaches slack.com.</div><main>${bodyHtml}</main></body>
</html>`
}
