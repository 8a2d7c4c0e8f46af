const MONTH_WORDS: readonly string[] = [
  'january jan januar janvier janv enero ene gennaio gen janeiro januari января январь янв',
  'february feb februar février févr febrero febbraio fevereiro februari февраля февраль фев',
  'march mar märz mrz mars marzo março maart марта март',
  'april apr avril avr abril abr aprile апреля апрель апр',
  'may mai mayo maggio maio mei мая май',
  'june jun juni juin junio giugno junho июня июнь',
  'july jul juli juillet juil julio luglio julho июля июль',
  'august aug août agosto augustus августа август авг',
  'september sep sept septembre septiembre settembre setembro сентября сентябрь сен',
  'october oct oktober okt octobre octubre ottobre outubro октября октябрь окт',
  'november nov novembre noviembre novembro ноября ноябрь ноя',
  'december dec dezember dez décembre déc diciembre dicembre dezembro декабря декабрь дек',
]
/** From Sunday, 0. */
const WEEKDAY_WORDS: readonly string[] = [
  'sunday sun sonntag dimanche domingo domenica zondag воскресенье 日曜日 日曜',
  'monday mon montag lundi lunes lunedì maandag понедельник понедельника 月曜日 月曜',
  'tuesday tue tues dienstag mardi martes martedì dinsdag вторник вторника 火曜日 火曜',
  'wednesday wed mittwoch mercredi miércoles mercoledì woensdag среда среду среды 水曜日 水曜',
  'thursday thu thur thurs donnerstag jeudi jueves giovedì donderdag четверг четверга 木曜日 木曜',
  'friday fri freitag vendredi viernes venerdì vrijdag пятница пятницу пятницы 金曜日 金曜',
  'saturday sat samstag sonnabend samedi sábado sabato zaterdag суббота субботу субботы 土曜日 土曜',
]
/** Days from the day of writing. */
const RELATIVE_WORDS: Record<string, number> = {
  today: 0,
  tonight: 0,
  tomorrow: 1,
  yesterday: -1,
  heute: 0,
  morgen: 1,
  übermorgen: 2,
  gestern: -1,
  vorgestern: -2,
  "aujourd'hui": 0,
  demain: 1,
  hier: -1,
  hoy: 0,
  mañana: 1,
  ayer: -1,
  oggi: 0,
  domani: 1,
  ieri: -1,
  сегодня: 0,
  завтра: 1,
  послезавтра: 2,
  вчера: -1,
  今日: 0,
  明日: 1,
  昨日: -1,
}

const table = (lists: readonly string[], first: number): Map<string, number> =>
  new Map(lists.flatMap((list, at) => list.split(' ').map((word) => [word, at + first] as const)))

export const MONTHS: ReadonlyMap<string, number> = table(MONTH_WORDS, 1)
export const WEEKDAYS: ReadonlyMap<string, number> = table(WEEKDAY_WORDS, 0)
export const RELATIVE_DAYS: ReadonlyMap<string, number> = new Map(Object.entries(RELATIVE_WORDS))

/** The words of a table as one pattern, longest first. */
export const oneOf = (words: ReadonlyMap<string, number>): string => [...words.keys()].sort((a, b) => b.length - a.length).join('|')
