const WORDS: Record<string, string> = {
  ms: 'ms msec millisecond milliseconds millisekunden мс',
  s: 's sec secs second seconds sek sekunde sekunden seconde secondes секунд сек 秒',
  min: 'min mins minute minutes minuten минут минуты мин 分',
  h: 'h hr hrs hour hours std stunde stunden heure heures час часа часов 時間',
  d: 'd day days tag tage tagen jour jours día días день дня дней 日間',
  week: 'w wk week weeks woche wochen semaine semaines semana semanas неделя недели недель 週間',
  month: 'mo month months monat monate monaten mois mes meses месяц месяца месяцев か月 ヶ月',
  year: 'y yr yrs year years jahr jahre jahren an ans année années año años год года лет',
  kb: 'kb kib',
  mb: 'mb mib',
  gb: 'gb gib',
  tb: 'tb tib',
  usd: '$ usd dollar dollars us$',
  eur: '€ eur euro euros евро ユーロ',
  gbp: '£ gbp pound pounds',
  jpy: '¥ jpy yen 円',
  chf: 'chf franken',
  rub: '₽ rub руб рублей',
  percent: '% percent pct prozent pourcent процент процента процентов パーセント',
}
const UNITS = new Map<string, string>(
  Object.entries(WORDS).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)),
)

/** One name for the ways to write a unit of time, size or money, or a percentage; undefined for other words. Takes lower case. */
export const unitOf = (word: string): string | undefined => UNITS.get(word)
