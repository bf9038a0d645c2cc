// All that the editor's pages and the program behind them (tools/edit) have in common.
import type { CmsConfig } from '@sveltia/cms'
import type { ReportedFinding } from '../shared/content/finding.ts'
import { localeNamed, type Locale } from '../shared/locales.ts'
import type { Shape } from './config/shape.ts'

/** A file that differs from the last commit. */
export type ChangedFile = { path: string, how: 'added' | 'changed' | 'removed' }

/** What `npm run check -- --json` prints, as far as the editor shows it. */
export type Report = { errors: number, warnings: number, findings: ReportedFinding[] }

/** What the page beside the editor shows. `preview` is the origin of the development server; null: there is none, or not yet. */
export type State = {
  preview: string | null
  checking: boolean
  report: Report | null
  changed: ChangedFile[]
  /** The file that was saved last. */
  saved: string | null
}

/** What became of the wish to hand over. */
export type HandOver
  = | { done: true, branch: string, message: string }
    | { done: false, why: 'nothing' | 'errors' | 'nobody' }

/** `refused` says why nothing was written, for the person at the editor. */
export type SaveOutcome = { refused: null, path: string, changed: boolean } | { refused: string }

/** What `tools/edit/build.ts` wrote beside this page. */
export type BuiltConfig = {
  /** The configuration without its place, by the language of the forms. */
  forms: Record<Locale, Omit<CmsConfig, 'backend'>>
  shapes: Record<FormatName, Shape>
  place: Pick<CmsConfig, 'backend' | 'publish_mode'>
}

export const formatNames = ['page', 'contact', 'timeline', 'figures', 'sources', 'menu', 'publisher', 'mirrors', 'leave'] as const

export type FormatName = (typeof formatNames)[number]

/**
 * The language of the forms: that of the editor's interface, as Sveltia CMS chooses it.
 *
 * @param preferences the stored preferences of Sveltia CMS, JSON, or null; `locale` may be `auto`
 * @param languages the languages of the browser, best first
 */
export function pickLanguage(preferences: string | null, languages: readonly string[]): Locale {
  const chosen = [chosenLocale(preferences) ?? [], languages].flat()
  return chosen.map(localeNamed).find(locale => locale !== undefined) ?? 'en'
}

function chosenLocale(preferences: string | null): string | undefined {
  return /"locale":\s*"(?!auto")([\w-]+)"/.exec(preferences ?? '')?.[1]
}

/** The preferences with a language chosen, as Sveltia CMS stores them. */
export function withLanguage(preferences: string | null, locale: Locale): string {
  return JSON.stringify({ ...JSON.parse(preferences ?? '{}'), locale })
}
