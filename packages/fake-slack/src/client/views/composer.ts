import { type Html, html, type Slot } from '../html.ts'

interface Composer {
  readonly kind: 'channel' | 'thread'
  /** Where the text goes, in words. */
  readonly label: string
  /** The root of the thread; empty in a channel. */
  readonly threadTs: string
  /** What stands before the field. */
  readonly beside?: Slot
}

/** The field in which a person writes; names, channels and commands are completed while typing. */
export const composer = ({ kind, label, threadTs, beside }: Composer): Html => {
  const [field, button] = kind === 'channel' ? ['composer', 'composer-send'] : ['thread-composer', 'thread-send']
  return html`<form class="composer" data-thread="${threadTs}">
<div class="pending-lines" aria-live="polite"></div>
<ul class="choices" role="listbox" id="${field}-choices" aria-label="Suggestions" hidden></ul>
<label class="hidden" for="${field}">${label}</label>
<div class="composer-row">
${beside}
<textarea id="${field}" data-testid="${field}" rows="2" maxlength="40000" placeholder="${label}" aria-autocomplete="list" aria-haspopup="listbox" aria-controls="${field}-choices"></textarea>
<button class="button primary" data-testid="${button}">Send</button>
</div>
</form>`
}
