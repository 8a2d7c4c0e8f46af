const TOPIC = String.raw`(.{2,200}?)\s*[?\uFF1F.!]*$`
const FORMS: readonly RegExp[] = [
  `^who(?:'s|s| is| are| here)? (?:all )?(?:here )?(?:knows?|(?:has|have) (?:some |any )?(?:experience|knowledge|expertise)|familiar|experienced|an? (?:expert|specialist)|(?:the |our )?(?:experts?|specialists?|right person|best person|go-?to(?: person)?|point of contact)) (?:the most |a lot |something |anything |best )?(?:about|of|on|in|with|for|to ask about|to talk to about)\\s+`,
  `^(?:who|whom) (?:can|could|should|do|must|would) (?:i|we|one|you)? ?(?:ask|talk to|speak to|contact|ping|consult|go to|reach out to|help (?:me |us )?)(?: (?:if|when) .{0,40})? ?(?:about|on|with|for|regarding)\\s+`,
  `^who (?:can|could) (?:help|advise|explain|answer questions)(?: me| us)? (?:with|on|about|regarding)?\\s*`,
  `^who (?:has |have )?(?:worked|works|is working) (?:on|with)\\s+`,
  `^(?:is there )?(?:any(?:one|body)|some(?:one|body)) (?:here )?(?:who )?(?:knows?|familiar|experienced) (?:about|with|of|in)?\\s*`,
  `^wer (?:kennt sich (?:am besten )?(?:mit|in|bei)|weiß (?:etwas |was )?(?:über|von)|hat erfahrung mit|kann (?:mir |uns )?(?:bei|mit))\\s+`,
  `^wen (?:kann|soll|muss) (?:ich|man) (?:zu|wegen|bei|nach)\\s+`,
  `^qui (?:s['\u2019]y connaît en|connaît|sait|peut (?:m['\u2019]|nous )?aider (?:avec|sur|pour))\\s+`,
  `^(?:кто (?:знает|разбирается|шарит|может помочь)(?: мне| нам)? ?(?:о|об|про|в|во|с|со)?|(?:кого|у кого) спросить (?:о|об|про))\\s+`,
].map((form) => new RegExp(form + TOPIC, 'iu'))
const NO_TOPIC = /^(?:it|this|that|them|why|what|when|where|how|if|whether|the answer|dass|ob|warum|wann)\b/i

/** What a question wants to know people for: `kafka` of "who knows about kafka?"; null for every other question, also for who owns or said something. */
export function whoKnowsTopic(question: string): string | null {
  const text = question.slice(0, 500).replaceAll(/\s+/g, ' ').trim()
  for (const form of FORMS) {
    const topic = form
      .exec(text)?.[1]
      ?.trim()
      .replace(/ (?:sich )?aus$/i, '')
      .replace(/ (?:fragen|helfen)$/i, '')
    if (topic && !NO_TOPIC.test(topic)) return topic
  }
  return null
}

/** Whether a question asks for people who know about something. */
export const isWhoKnows = (question: string): boolean => whoKnowsTopic(question) !== null
