import { byPeriod, daily, monthly, otherCountries, step } from '../../../../server/counter/figures.ts'
import type { CountryFigure, DayFigure, Figures, PeriodFigure } from '../../../../shared/statistics.ts'
import { torCountry } from '../../../../shared/country.ts'
import type { VisitCount } from '../../../../server/counter/store.ts'
import type { Publication, Rule } from './publication.ts'

// The rule of publication once more, in pieces that can be replaced one at a time by one that leaks.

/** Exact counts of one country on one day. */
interface Cell { day: string, country: string, n: number }

interface Pieces {
  isFinished: (day: string, today: string) => boolean
  isSmall: (n: number) => boolean
  roundCell: (n: number) => number
  roundOther: (n: number) => number
  /** What is left of a day's figures after rounding. */
  isShown: (visits: number) => boolean
  /** By which of two countries the larger one is found. */
  size: (exact: number) => number
  total: (days: readonly DayFigure[], cells: readonly Cell[]) => number
  countryTotal: (country: string, days: readonly DayFigure[], cells: readonly Cell[]) => number
  monthTotal: (month: string, days: readonly DayFigure[], cells: readonly Cell[]) => number
  /** The days from the first and last of which `from` and `to` are taken. */
  span: (days: readonly DayFigure[], cells: readonly Cell[]) => readonly { day: string }[]
  csvVisits: (figure: DayFigure, cells: readonly Cell[]) => number
  /** The figures of a year or a month; by default, sums of published days. */
  ofPeriod: ((cells: readonly Cell[], period: string) => readonly DayFigure[]) | undefined
}

const right: Pieces = {
  isFinished: (day, today) => day < today,
  isSmall: n => n < step,
  roundCell: down,
  roundOther: down,
  isShown: visits => visits > 0,
  size: down,
  total: days => sum(days.filter(isOfTotal)),
  countryTotal: (country, days) => sum(days.filter(figure => figure.country === country)),
  monthTotal: (month, days) => sum(days.filter(figure => isOfTotal(figure) && figure.day.startsWith(month))),
  span: days => days,
  csvVisits: ({ visits }) => visits,
  ofPeriod: undefined,
}

/** The rule with some pieces replaced; without any, it publishes what the real one does. */
export function ruleWith(replaced: Partial<Pieces>): Rule {
  const pieces: Pieces = { ...right, ...replaced }
  return (rows, today) => {
    const cells = cellsOf(rows.filter(({ day }) => pieces.isFinished(day, today)))
    const days = daysOf(pieces, cells)
    const figures = summarise(pieces, days, cells)
    const periods = [...byPeriod(figures).keys()].map((period): [string, Figures] => {
      const inPeriod = cells.filter(({ day }) => day.startsWith(period))
      return [period, summarise(pieces, pieces.ofPeriod?.(inPeriod, period) ?? days.filter(({ day }) => day.startsWith(period)), inPeriod)]
    })
    return {
      figures,
      csv: ['day,country,visits', ...days.map(figure => `${figure.day},${figure.country},${pieces.csvVisits(figure, cells)}`), ''].join('\n'),
      months: monthly(figures).map(({ period }): PeriodFigure => ({ period, visits: pieces.monthTotal(period, days, cells) })),
      daysInAll: daily(figures),
      periods: Object.fromEntries(periods),
    } satisfies Publication
  }
}

/** Versions of the rule that each tell something about small numbers. */
export const plantedLeaks: Readonly<Record<string, Rule>> = {
  'cells are not rounded': ruleWith({ roundCell: n => n }),
  'cells are rounded to the nearest ten': ruleWith({ roundCell: n => Math.round(n / step) * step }),
  'other is not rounded': ruleWith({ roundOther: n => n }),
  'the total is exact': ruleWith({ total: (_days, cells) => exact(cells.filter(isOfTotal)) }),
  'the total is rounded after it is summed': ruleWith({ total: (_days, cells) => down(exact(cells.filter(isOfTotal))) }),
  'totals of countries are exact': ruleWith({ countryTotal: (country, days, cells) => country === otherCountries ? right.countryTotal(country, days, cells) : exact(cells.filter(cell => cell.country === country)) }),
  'totals of countries are rounded after they are summed': ruleWith({ countryTotal: (country, days, cells) => country === otherCountries ? right.countryTotal(country, days, cells) : down(exact(cells.filter(cell => cell.country === country))) }),
  'totals of months are exact': ruleWith({ monthTotal: (month, _days, cells) => exact(cells.filter(cell => isOfTotal(cell) && cell.day.startsWith(month))) }),
  'totals of months are rounded after they are summed': ruleWith({ monthTotal: (month, _days, cells) => down(exact(cells.filter(({ day }) => day.startsWith(month)))) }),
  'years and months are published anew from exact counts': ruleWith({ ofPeriod: (cells, period) => daysOf(right, cellsOf(cells.map(cell => ({ ...cell, day: period, locale: '' })))) }),
  'the CSV is exact': ruleWith({ csvVisits: ({ day, country, visits }, cells) => cells.find(cell => cell.day === day && cell.country === country)?.n ?? visits }),
  'small cells are shown as nought': ruleWith({ isSmall: () => false, isShown: () => true }),
  'small cells are shown from five on': ruleWith({ isSmall: n => n < 5, isShown: () => true }),
  'an other of nought is shown': ruleWith({ isShown: () => true }),
  'equal figures stand in the order of exact counts': ruleWith({ size: n => n }),
  'the first and last day with any visit are named': ruleWith({ span: (_days, cells) => cells }),
  'the day that is not over is published': ruleWith({ isFinished: (day, today) => day <= today }),
}

function daysOf(pieces: Pieces, cells: readonly Cell[]): DayFigure[] {
  return [...new Set(cells.map(({ day }) => day))].flatMap((day) => {
    const [small, large] = partition(cells.filter(cell => cell.day === day), ({ n }) => pieces.isSmall(n))
    const inOrder = large.toSorted((a, b) => pieces.size(b.n) - pieces.size(a.n) || (a.country < b.country ? -1 : 1))
    const shown = inOrder.map(({ country, n }) => ({ day, country, visits: pieces.roundCell(n) }))
    const others = small.filter(isOfTotal)
    const other = others.length > 0 ? [{ day, country: otherCountries, visits: pieces.roundOther(exact(others)) }] : []
    return [...shown, ...other].filter(({ visits }) => pieces.isShown(visits))
  })
}

function summarise(pieces: Pieces, days: readonly DayFigure[], cells: readonly Cell[]): Figures {
  const span = pieces.span(days, cells)
  const tor = days.some(({ country }) => country === torCountry)
  const countries = [...new Set(days.filter(isOfTotal).map(({ country }) => country))].map((country): CountryFigure => ({ country, visits: pieces.countryTotal(country, days, cells) }))
  return {
    from: span.at(0)?.day ?? null,
    to: span.at(-1)?.day ?? null,
    total: pieces.total(days, cells),
    ...tor && { tor: pieces.countryTotal(torCountry, days, cells) },
    countries: countries.sort((a, b) => Number(a.country === otherCountries) - Number(b.country === otherCountries) || b.visits - a.visits || (a.country < b.country ? -1 : 1)),
    days,
  }
}

/** By day. */
function cellsOf(rows: readonly VisitCount[]): Cell[] {
  const cells = new Map<string, Cell>()
  for (const { day, country, n } of rows) {
    const key = `${day} ${country}`
    cells.set(key, { day, country, n: (cells.get(key)?.n ?? 0) + n })
  }
  return [...cells.values()].filter(({ n }) => n > 0).sort((a, b) => a.day < b.day ? -1 : 1)
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter(item => !isFirst(item))]
}

function isOfTotal({ country }: { country: string }): boolean {
  return country !== torCountry
}

function down(n: number): number {
  return n - n % step
}

function sum(figures: readonly { visits: number }[]): number {
  return figures.reduce((total, { visits }) => total + visits, 0)
}

function exact(cells: readonly { n: number }[]): number {
  return cells.reduce((total, { n }) => total + n, 0)
}
